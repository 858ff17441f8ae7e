import { beforeEach, describe, expect, it } from 'vitest';
import { adopt, change, saved, settings, unsaved } from './settings.ts';

beforeEach(() => {
  unsaved.set(new Map());
  adopt(new Map([['web.theme', 'system'], ['web.send', 'ctrl']]));
});

describe('the settings', () => {
  it('are those of the account', () => {
    adopt(new Map([['web.theme', 'dark'], ['web.send', 'enter'], ['another.client', 'x']]));
    expect(settings.get()).toMatchObject({ theme: 'dark', send: 'enter' });
    expect(unsaved.get().size).toBe(0);
  });

  it('keep what is usual where the account has something unknown', () => {
    adopt(new Map([['web.theme', 'plaid']]));
    expect(settings.get().theme).toBe('system');
  });

  it('stay as chosen here until the account has heard of it', () => {
    change('theme', 'dark');
    adopt(new Map([['web.theme', 'light']]));
    expect(settings.get().theme).toBe('dark');
    saved(new Map([['web.theme', 'dark']]));
    adopt(new Map([['web.theme', 'light']]));
    expect(settings.get().theme).toBe('light');
  });

  it('wait on when something else was chosen while the account was told', () => {
    change('theme', 'dark');
    const told = unsaved.get();
    change('theme', 'light');
    saved(told);
    expect(unsaved.get()).toEqual(new Map([['web.theme', 'light']]));
  });
});

import { describe, expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en-GB', userAgent: '' }));
const { translate } = await import('./i18n.ts');

describe('texts', () => {
  it('have their values put in', () => {
    expect(translate('en', 'composer.typing2', { a: 'Hana', b: 'Ken' })).toBe('Hana and Ken are writing…');
  });

  it('know one from many', () => {
    expect(translate('en', 'room.memberCount', { count: 1 })).toBe('1 person');
    expect(translate('en', 'room.memberCount', { count: 4 })).toBe('4 people');
    expect(translate('ja', 'room.memberCount', { count: 1 })).toBe('1人');
  });

  it('leave what a value says as it is', () => {
    expect(translate('en', 'composer.typing1', { a: '{b|x|y} $& {a}' })).toBe('{b|x|y} $& {a} is writing…');
  });
});

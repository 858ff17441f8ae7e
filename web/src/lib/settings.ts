import { useSyncExternalStore } from 'react';
import { Store } from '../sync/store.ts';
import { browserMemory } from './browser.ts';

/** What each person sets for the client. The account keeps it; a copy in the browser is there before it is. */
export interface Settings {
  readonly language: 'auto' | 'ja' | 'en';
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly send: 'enter' | 'ctrl';
  readonly notifications: 'on' | 'off';
  readonly sound: 'on' | 'off';
}

const CHOICES: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  language: ['auto', 'ja', 'en'],
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  send: ['ctrl', 'enter'],
  notifications: ['off', 'on'],
  sound: ['on', 'off'],
};

const NAMES = Object.keys(CHOICES) as (keyof Settings)[];

/** What the account calls a setting among its preferences. */
const PREFERENCE = 'web.';

function value<K extends keyof Settings>(name: K, text: string | null): Settings[K] {
  const choices: readonly Settings[K][] = CHOICES[name];
  return choices.find((choice) => choice === text) ?? (choices[0] as Settings[K]);
}

function read(): Settings {
  const kept = (name: string): string | null => browserMemory.get(`setting.${name}`);
  return {
    language: value('language', kept('language')),
    theme: value('theme', kept('theme')),
    density: value('density', kept('density')),
    send: value('send', kept('send')),
    notifications: value('notifications', kept('notifications')),
    sound: value('sound', kept('sound')),
  };
}

export const settings = new Store<Settings>(read());

/** What was chosen here and the account does not know yet, by the names of its preferences. */
export const unsaved = new Store<ReadonlyMap<string, string>>(new Map());

function keep<K extends keyof Settings>(name: K, text: string): void {
  const kept = value(name, text);
  if (settings.get()[name] === kept) return;
  browserMemory.set(`setting.${name}`, kept);
  settings.update((old) => ({ ...old, [name]: kept }));
}

/** Sets it here at once, and for the account as soon as that can be told. Unknown values set what is usual. */
export function change<K extends keyof Settings>(name: K, text: string): void {
  keep(name, text);
  unsaved.update((old) => new Map(old).set(PREFERENCE + name, value(name, text)));
}

/** Takes over what the account has, but for what was chosen here since. */
export function adopt(preferences: ReadonlyMap<string, string>): void {
  for (const name of NAMES) {
    const text = preferences.get(PREFERENCE + name);
    if (text !== undefined && !unsaved.get().has(PREFERENCE + name)) keep(name, text);
  }
}

/** The account knows these now. */
export function saved(values: ReadonlyMap<string, string>): void {
  unsaved.update((old) => new Map([...old].filter(([name, text]) => values.get(name) !== text)));
}

export function useSettings(): Settings {
  return useSyncExternalStore(settings.subscribe, settings.get);
}

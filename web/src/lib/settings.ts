import { useSyncExternalStore } from 'react';
import { Store } from '../sync/store.ts';
import { browserMemory } from './browser.ts';

/** What each person sets for this device; it stays in this browser. */
export interface Settings {
  readonly language: 'auto' | 'ja' | 'en';
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly send: 'enter' | 'ctrl';
  readonly notifications: 'on' | 'off';
}

const CHOICES: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  language: ['auto', 'ja', 'en'],
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  send: ['ctrl', 'enter'],
  notifications: ['off', 'on'],
};

export const SETTING_NAMES = Object.keys(CHOICES) as (keyof Settings)[];

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
  };
}

export const settings = new Store<Settings>(read());

/** Sets it on this device. Unknown values set what is usual. */
export function change<K extends keyof Settings>(name: K, text: string): void {
  browserMemory.set(`setting.${name}`, text);
  settings.update((old) => ({ ...old, [name]: value(name, text) }));
}

export function useSettings(): Settings {
  return useSyncExternalStore(settings.subscribe, settings.get);
}

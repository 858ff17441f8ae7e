import { useSyncExternalStore } from 'react';
import { Store } from '../sync/store.ts';
import { type TextKey, en } from './catalogue-en.ts';
import { ja } from './catalogue-ja.ts';
import { dtextEn, dtextJa } from './dtext.ts';
import { settings } from './settings.ts';

export type Language = 'ja' | 'en';
export type Values = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, ja };

function chosen(): Language {
  const wish = settings.get().language;
  if (wish !== 'auto') return wish;
  return navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

export const language = new Store<Language>(chosen());
settings.subscribe(() => language.set(chosen()));

export function translate(lang: Language, key: TextKey, values: Values = {}): string {
  return catalogues[lang][key]
    .replace(CHOICE, (_, name: string, one: string, other: string) => (values[name] === 1 ? one : other))
    .replace(VALUE, (whole, name: string) => String(values[name] ?? whole));
}

const VALUE = /\{(\w+)\}/g;
/** `{count|chat|chats}`: the first for one, the second for any other number. */
const CHOICE = /\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g;

export type Translate = (key: TextKey, values?: Values) => string;

/** The words of the reader's language; components that use it follow a change of language. */
export function useText(): Translate {
  const lang = useLanguage();
  return (key, values) => translate(lang, key, values);
}

export function useLanguage(): Language {
  return useSyncExternalStore(language.subscribe, language.get);
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** What a `[dtext:KEY]` says; the key itself where it is not known. */
export function dtext(lang: Language, key: string): string {
  const texts: Readonly<Record<string, string>> = lang === 'ja' ? dtextJa : dtextEn;
  return Object.hasOwn(texts, key) ? (texts[key] ?? key) : key;
}

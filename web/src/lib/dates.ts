import type { Language } from './i18n.ts';

/** Dates as the reader writes them. Formatters are dear to make, so they are kept. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = language + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', options);
  formatters.set(key, known);
  return known.format(at);
}

export function timeOfDay(language: Language, at: number): string {
  return format(language, { hour: '2-digit', minute: '2-digit' }, at);
}

export function day(language: Language, at: number): string {
  return format(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }, at);
}

export function shortDay(language: Language, at: number): string {
  const thisYear = new Date(at).getFullYear() === new Date().getFullYear();
  return format(language, { month: 'short', day: 'numeric', ...(thisYear ? {} : { year: 'numeric' }) }, at);
}

export function exact(language: Language, at: number): string {
  return format(language, { dateStyle: 'full', timeStyle: 'medium' }, at);
}

/** The time today, else the day. */
export function brief(language: Language, at: number): string {
  return isSameDay(at, Date.now()) ? timeOfDay(language, at) : shortDay(language, at);
}

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** The end of the given day (`2026-11-20`) where the reader is. */
export function endOfDay(text: string): number {
  return new Date(`${text}T23:59:59`).getTime();
}

/** The beginning of the given day (`2026-11-20`) where the reader is. */
export function startOfDay(text: string): number {
  return new Date(`${text}T00:00:00`).getTime();
}

/** The day of a time as date fields have it. */
export function isoDay(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The beginning of the day so many days before. */
export function daysBefore(days: number, at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).getTime();
}

/** The time of day as time fields have it. */
export function isoTime(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

import { ApiFailure, Unreachable } from '../sync/ports.ts';
import { type Translate, isTextKey } from './i18n.ts';

/** What went wrong, in the reader's language. */
export function explain(text: Translate, failure: unknown): string {
  if (failure instanceof Unreachable) return text('error.unreachable');
  if (!(failure instanceof ApiFailure)) return text('error.unknown', { code: String(failure) });
  if (failure.field !== null) {
    const key = `error.field.${failure.field}`;
    if (isTextKey(key)) return text(key);
  }
  return explainCode(text, failure.code);
}

export function explainCode(text: Translate, code: string): string {
  const key = `error.${code}`;
  return isTextKey(key) ? text(key) : text('error.unknown', { code });
}

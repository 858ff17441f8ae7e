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
  const code = isTextKey(`error.${failure.code}`) ? failure.code : (ofStatus(failure.status) ?? failure.code);
  return explainCode(text, code);
}

/** Where something between the server and here has answered, or the code is a new one. */
function ofStatus(status: number): string | null {
  if (status === 429) return 'rate-limited';
  return status === 502 || status === 503 || status === 504 ? 'overloaded' : null;
}

export function explainCode(text: Translate, code: string): string {
  const key = `error.${code}`;
  return isTextKey(key) ? text(key) : text('error.unknown', { code });
}

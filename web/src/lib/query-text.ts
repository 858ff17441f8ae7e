/** The operators of a search query, as text: the one truth of what is searched, which form fields read and change. */

export interface Operator {
  readonly key: OperatorKey;
  readonly value: string;
}

export const OPERATOR_KEYS = ['from', 'to', 'in', 'before', 'after', 'on', 'has', 'is'] as const;
export type OperatorKey = (typeof OPERATOR_KEYS)[number];

const OPERATOR = new RegExp(`(^|\\s)(${OPERATOR_KEYS.join('|')}):("[^"]*"|\\S*)`, 'gi');

function unquoted(value: string): string {
  return value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
}

/** All operators of the query, in order. */
export function operatorsOf(query: string): readonly Operator[] {
  return [...query.matchAll(OPERATOR)].map((match) => ({
    key: (match[2] ?? '').toLowerCase() as OperatorKey,
    value: unquoted(match[3] ?? ''),
  }));
}

/** The values of one operator. */
export function valuesOf(query: string, key: OperatorKey): readonly string[] {
  return operatorsOf(query)
    .filter((operator) => operator.key === key)
    .map((operator) => operator.value);
}

/** The query with these values of the operator in place of those that it had. */
export function withValues(query: string, key: OperatorKey, values: readonly string[]): string {
  const rest = query
    .replace(OPERATOR, (whole, before: string, found: string) => (found.toLowerCase() === key ? before : whole))
    .replace(/\s+/g, ' ')
    .trim();
  const added = values.map((value) => `${key}:${/\s/.test(value) ? `"${value}"` : value}`);
  return [rest, ...added].filter((part) => part !== '').join(' ');
}

/** The query asked of one room alone, whatever rooms it names. */
export function withinRoom(query: string, room: number): string {
  const elsewhere = valuesOf(query, 'in').length > 0;
  return `in:${room} ${elsewhere ? withValues(query, 'in', []) : query}`;
}

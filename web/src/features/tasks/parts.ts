import { isSameDay } from '../../lib/dates.ts';
import type { Task } from '../../sync/protocol.ts';

export const PARTS = ['overdue', 'today', 'later', 'noDate'] as const;
export type Part = (typeof PARTS)[number];

function partOf({ deadline: { at } }: Task, now: number): Part {
  if (at === undefined) return 'noDate';
  if (at < now) return 'overdue';
  return isSameDay(at, now) ? 'today' : 'later';
}

/** Tasks by what is to be done first. */
export function byDeadline(tasks: readonly Task[], now: number): ReadonlyMap<Part, readonly Task[]> {
  const sorted = [...tasks].sort((a, b) => (a.deadline.at ?? Infinity) - (b.deadline.at ?? Infinity));
  const parts = new Map<Part, Task[]>();
  for (const task of sorted) {
    const part = partOf(task, now);
    const known = parts.get(part);
    if (known === undefined) parts.set(part, [task]);
    else known.push(task);
  }
  return parts;
}

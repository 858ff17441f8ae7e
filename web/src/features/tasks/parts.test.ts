import { describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from '../../lib/dates.ts';
import type { Task } from '../../sync/protocol.ts';
import { byDeadline } from './parts.ts';

const NOON = startOfDay('2026-11-20') + 12 * 3_600_000;
const task = (task_id: number, at?: number): Task =>
  ({ task_id, deadline: at === undefined ? { type: 'none' } : { type: 'time', at } }) as Task;

describe('tasks', () => {
  it('are parted by what is to be done first', () => {
    const parts = byDeadline(
      [
        task(1),
        task(2, endOfDay('2026-11-21')),
        task(3, NOON - 60_000),
        task(4, endOfDay('2026-11-20')),
        task(5, startOfDay('2026-11-19')),
      ],
      NOON,
    );
    const ids = Object.fromEntries([...parts].map(([part, tasks]) => [part, tasks.map(({ task_id }) => task_id)]));
    expect(ids).toEqual({ overdue: [5, 3], today: [4], later: [2], noDate: [1] });
  });
});

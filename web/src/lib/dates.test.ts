import { describe, expect, it } from 'vitest';
import { daysBefore, endOfDay, isoDay, isoTime, startOfDay } from './dates.ts';

describe('days', () => {
  it('begin and end where the reader is', () => {
    expect(isoDay(startOfDay('2026-02-28'))).toBe('2026-02-28');
    expect(isoDay(endOfDay('2026-02-28'))).toBe('2026-02-28');
    expect(isoTime(startOfDay('2026-02-28'))).toBe('00:00');
    expect(isoTime(endOfDay('2026-02-28'))).toBe('23:59');
  });

  it('before others are counted over the ends of months and years', () => {
    const noon = startOfDay('2026-03-01') + 12 * 3_600_000;
    expect(isoDay(daysBefore(1, noon))).toBe('2026-02-28');
    expect(isoDay(daysBefore(60, noon))).toBe('2025-12-31');
    expect(daysBefore(0, noon)).toBe(startOfDay('2026-03-01'));
  });
});

import { describe, expect, it } from 'vitest';
import { operatorsOf, valuesOf, withValues, withinRoom } from './query-text.ts';

describe('the text of a query', () => {
  it('tells its operators', () => {
    expect(operatorsOf('tea from:12 in:"Big room" https://x.example has:link')).toEqual([
      { key: 'from', value: '12' },
      { key: 'in', value: 'Big room' },
      { key: 'has', value: 'link' },
    ]);
    expect(valuesOf('HAS:file x has:link', 'has')).toEqual(['file', 'link']);
  });

  it('takes other values and keeps all else', () => {
    expect(withValues('tea from:12 or milk', 'from', ['7'])).toBe('tea or milk from:7');
    expect(withValues('tea from:12', 'from', [])).toBe('tea');
    expect(withValues('', 'in', ['Big room'])).toBe('in:"Big room"');
    expect(withValues('has:link tea has:file', 'has', ['task', 'file'])).toBe('tea has:task has:file');
  });

  it('reads back what it wrote', () => {
    const query = withValues(withValues('"green tea" -milk', 'before', ['2026-11-20']), 'is', ['unread', 'mine']);
    expect(valuesOf(query, 'before')).toEqual(['2026-11-20']);
    expect(valuesOf(query, 'is')).toEqual(['unread', 'mine']);
    expect(withValues(withValues(query, 'before', []), 'is', [])).toBe('"green tea" -milk');
  });

  it('asks one room alone, and leaves what is typed as it is', () => {
    expect(withinRoom('"two  blanks" or tea', 7)).toBe('in:7 "two  blanks" or tea');
    expect(withinRoom('tea in:8 in:"Big room" has:file', 7)).toBe('in:7 tea has:file');
  });
});

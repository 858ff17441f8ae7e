import { describe, expect, it } from 'vitest';
import { ranked } from './rank.ts';

const entries = ['Relaunch', 'Spring launch', 'Launch', 'Tasks'].map((words) => ({ words }));
const found = (typed: string): string[] => ranked(entries, typed).map(({ words }) => words);

describe('what is typed into the palette', () => {
  it('finds beginnings first, then beginnings of words, then the rest', () => {
    expect(found('lau')).toEqual(['Launch', 'Spring launch', 'Relaunch']);
  });

  it('finds all words in any order', () => {
    expect(found('la spr')).toEqual(['Spring launch']);
    expect(found('  ')).toHaveLength(4);
    expect(found('nothing')).toEqual([]);
  });
});

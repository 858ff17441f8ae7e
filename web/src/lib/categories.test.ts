import { describe, expect, it } from 'vitest';
import { arranged, moved, turned } from './categories.ts';

const category = (category_id: number, room_ids: readonly number[] = []) => ({
  category_id,
  name: `category ${category_id}`,
  room_ids,
});
const THREE = [category(1), category(2), category(3)];
const ids = (list: readonly { category_id: number }[]): number[] => list.map((each) => each.category_id);

describe('categories', () => {
  it('stand by age where nothing is arranged', () => {
    expect(ids(arranged([category(3), category(1), category(2)], undefined))).toEqual([1, 2, 3]);
  });

  it('stand as arranged, new ones behind, and forgotten ones do no harm', () => {
    expect(ids(arranged([...THREE, category(4)], '3,99,1'))).toEqual([3, 1, 2, 4]);
    expect(ids(arranged(THREE, 'nonsense,,2'))).toEqual([2, 1, 3]);
  });

  it('move by one place, but not over the ends', () => {
    expect(moved(THREE, 2, -1)).toBe('2,1,3');
    expect(moved(THREE, 2, 1)).toBe('1,3,2');
    expect(moved(THREE, 1, -1)).toBeNull();
    expect(moved(THREE, 3, 1)).toBeNull();
    expect(moved(THREE, 9, 1)).toBeNull();
  });

  it('take a room in and out', () => {
    expect(turned(category(1, [7]), 8)).toEqual([7, 8]);
    expect(turned(category(1, [7, 8]), 7)).toEqual([8]);
  });
});

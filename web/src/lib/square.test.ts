import { describe, expect, it } from 'vitest';
import { WHOLE, fitted, moved, partOf } from './square.ts';

const WIDE = { width: 400, height: 200 };

describe('the square part of a picture', () => {
  it('is the largest in the middle at first', () => {
    expect(partOf(WIDE, WHOLE)).toEqual({ left: 100, top: 0, side: 200 });
    expect(partOf({ width: 30, height: 90 }, WHOLE)).toEqual({ left: 0, top: 30, side: 30 });
  });

  it('moves by its own side, and never out of the picture', () => {
    expect(partOf(WIDE, moved(WIDE, WHOLE, 0.25, 0.25))).toEqual({ left: 150, top: 0, side: 200 });
    expect(partOf(WIDE, moved(WIDE, WHOLE, -9, 9))).toEqual({ left: 0, top: 0, side: 200 });
  });

  it('gets smaller by zooming, and fits again when it grows', () => {
    const corner = moved(WIDE, { ...WHOLE, zoom: 4 }, 99, 99);
    expect(partOf(WIDE, corner)).toEqual({ left: 350, top: 150, side: 50 });
    expect(partOf(WIDE, fitted(WIDE, { ...corner, zoom: 2 }))).toEqual({ left: 300, top: 100, side: 100 });
    expect(fitted(WIDE, { ...WHOLE, zoom: 99 }).zoom).toBe(4);
    expect(fitted(WIDE, { ...WHOLE, zoom: 0 }).zoom).toBe(1);
  });
});

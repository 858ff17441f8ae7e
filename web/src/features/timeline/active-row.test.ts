import { describe, expect, it } from 'vitest';
import { ActiveRow } from './active-row.ts';

describe('the actions of a message', () => {
  it('follow the pointer', () => {
    const row = new ActiveRow();
    row.pointerMoved(1, 10, 10);
    expect(row.shown.get()).toBe(1);
    row.pointerMoved(2, 10, 40);
    expect(row.shown.get()).toBe(2);
    row.pointerLeft();
    expect(row.shown.get()).toBeNull();
  });

  it('stay with the focus while messages come and move the page under a resting pointer', () => {
    const row = new ActiveRow();
    row.pointerMoved(1, 10, 10);
    row.focusCame(5);
    row.pointerMoved(2, 10, 10);
    expect(row.shown.get()).toBe(5);
    row.pointerMoved(2, 11, 10);
    expect(row.shown.get()).toBe(2);
  });

  it('come back to the focus when the pointer leaves', () => {
    const row = new ActiveRow();
    row.focusCame(5);
    row.pointerMoved(2, 1, 1);
    row.pointerLeft();
    expect(row.shown.get()).toBe(5);
    row.focusLeft(5);
    expect(row.shown.get()).toBe(5);
    row.focusLeft(null);
    expect(row.shown.get()).toBeNull();
  });

  it('stay where a menu is open, whatever moves', () => {
    const row = new ActiveRow();
    row.focusCame(5);
    row.lock(true);
    row.focusLeft(null);
    row.pointerMoved(3, 1, 1);
    row.pointerLeft();
    expect(row.shown.get()).toBe(5);
    row.lock(false);
    row.pointerMoved(3, 2, 2);
    expect(row.shown.get()).toBe(3);
  });
});

import { type FocusEvent, type PointerEvent, useCallback, useState } from 'react';
import { ActiveRow } from './active-row.ts';

/** Which message of a timeline has its actions, and what the timeline listens to for that. */
export function useActiveRow() {
  const [active] = useState(() => new ActiveRow());
  const lock = useCallback((open: boolean) => active.lock(open), [active]);
  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (event.pointerType !== 'touch') active.pointerMoved(rowOf(event.target), event.screenX, event.screenY);
    },
    onPointerLeave: (): void => active.pointerLeft(),
    onFocus: (event: FocusEvent<HTMLElement>): void => active.focusCame(rowOf(event.target)),
    onBlur: (event: FocusEvent<HTMLElement>): void => active.focusLeft(rowOf(event.relatedTarget)),
  };
  return { active, lock, handlers };
}

function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-sequence]') : null;
  return row === null ? null : Number(row.dataset['sequence']);
}

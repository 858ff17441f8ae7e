import { type FocusEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import { Store } from '../../sync/store.ts';

/** The sequence number of the message whose actions are shown; null for none. */
export type ActiveRow = Store<number | null>;

/**
 * One message at a time has its actions: the one that the pointer or the focus came to last. A pointer that
 * rests while the page moves under it takes nothing from the focus, and an open menu keeps its message.
 */
export function useActiveRow() {
  const [active] = useState<ActiveRow>(() => new Store<number | null>(null));
  const pointer = useRef({ x: -1, y: -1 });
  const pointed = useRef<number | null>(null);
  const focused = useRef<number | null>(null);
  const locked = useRef(false);

  const show = useCallback(
    (sequence: number | null) => {
      if (!locked.current) active.set(sequence);
    },
    [active],
  );

  const lock = useCallback((open: boolean) => {
    locked.current = open;
  }, []);

  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const { screenX: x, screenY: y } = event;
      if (event.pointerType === 'touch' || (pointer.current.x === x && pointer.current.y === y)) return;
      pointer.current = { x, y };
      const row = rowOf(event.target);
      if (row === pointed.current && row !== null && active.get() === row) return;
      pointed.current = row;
      show(row ?? focused.current);
    },
    onPointerLeave: (): void => {
      pointed.current = null;
      show(focused.current);
    },
    onFocus: (event: FocusEvent<HTMLElement>): void => {
      const row = rowOf(event.target);
      if (row === null) return;
      focused.current = row;
      show(row);
    },
    onBlur: (event: FocusEvent<HTMLElement>): void => {
      if (rowOf(event.relatedTarget) === focused.current) return;
      focused.current = null;
      show(pointed.current);
    },
  };
  return { active, lock, handlers };
}

function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-sequence]') : null;
  return row === null ? null : Number(row.dataset['sequence']);
}

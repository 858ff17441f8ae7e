import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** A message, where it was in the frame, and how far was scrolled then. */
interface Anchor {
  readonly sequence: string;
  readonly top: number;
  readonly scrollTop: number;
}

/** How near the end counts as at the end, in pixels. */
const NEAR = 24;

/**
 * Keeps what the reader looks at where it is, whatever is put in before or after: the end, or else the
 * first element in sight. Elements say who they are by `data-sequence`.
 *
 * @param complete whether the end of the content is the end of the history: else more comes after it, and
 *     the place to stay at is the element
 */
export function useAnchor(scroller: RefObject<HTMLElement | null>, complete: boolean) {
  const atEnd = useRef(true);
  const whole = useRef(complete);
  const anchor = useRef<Anchor | null>(null);

  const remember = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    atEnd.current = whole.current && element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    anchor.current = firstInSight(element);
  }, [scroller]);

  const restore = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    if (atEnd.current) {
      element.scrollTop = element.scrollHeight;
    } else if (anchor.current !== null) {
      const kept = element.querySelector<HTMLElement>(`[data-sequence="${anchor.current.sequence}"]`);
      // The reader may have scrolled on since, without the event for it.
      const scrolled = element.scrollTop - anchor.current.scrollTop;
      if (kept !== null) element.scrollTop += topIn(element, kept) - (anchor.current.top - scrolled);
    }
    // Whether this is the end is for the reader to change, by scrolling.
    anchor.current = firstInSight(element);
  }, [scroller]);

  // After each drawing, whatever changed.
  useLayoutEffect(() => {
    whole.current = complete;
    restore();
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(restore);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [scroller, restore]);

  /** Brings a message into the middle; false where it is not there. */
  const reveal = useCallback(
    (sequence: number): boolean => {
      const element = scroller.current;
      const wanted = element?.querySelector<HTMLElement>(`[data-sequence="${sequence}"]`);
      if (!element || !wanted) return false;
      atEnd.current = false;
      element.scrollTop += topIn(element, wanted) - element.clientHeight / 3;
      remember();
      return true;
    },
    [scroller, remember],
  );

  const toEnd = useCallback(() => {
    atEnd.current = true;
    restore();
  }, [restore]);

  return { atEnd, remember, reveal, toEnd };
}

function topIn(scroller: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function firstInSight(scroller: HTMLElement): Anchor | null {
  const all = scroller.querySelectorAll<HTMLElement>('[data-sequence]');
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = all[middle];
    if (element !== undefined && topIn(scroller, element) + element.offsetHeight > 0) high = middle;
    else low = middle + 1;
  }
  const first = all[low];
  const sequence = first?.dataset['sequence'];
  if (first === undefined || sequence === undefined) return null;
  return { sequence, top: topIn(scroller, first), scrollTop: scroller.scrollTop };
}

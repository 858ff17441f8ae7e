import { useEffect, useState } from 'react';

/** Far longer than what is read is ever behind what is told live. */
const SETTLED = 1_200;

/**
 * For what is fetched when the live stream tells of a change: it follows the log, and the answer is read from views that
 * may be a moment behind it. Another text for each turn at once, and once more when the answer cannot be old.
 */
export function useSettled(turn: number): string {
  const [settled, setSettled] = useState(turn);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(turn), SETTLED);
    return () => clearTimeout(timer);
  }, [turn]);
  return `${turn} ${settled}`;
}

/**
 * Which tab of this browser speaks for all of them. Where a browser cannot tell (without TLS there are no locks),
 * each tab takes itself for the only one.
 */
const SPEAKS = 'tsubame.speaks';
const LOOKED_AT = 'tsubame.looked-at';

const locks = 'locks' in navigator ? navigator.locks : null;
let speaks = false;
let lookAway: (() => void) | null = null;

let joined = false;

/** Begins to take part, for as long as the page is open. */
export function joinTabs(): void {
  if (locks === null || joined) return;
  joined = true;
  // Held until the tab is closed; then another one has it.
  void locks.request(SPEAKS, () => {
    speaks = true;
    return new Promise<never>(() => undefined);
  });
  for (const event of ['focus', 'blur', 'visibilitychange']) window.addEventListener(event, look, { capture: true });
  look();
}

/** Whether this tab is to tell of news: no other one does, and nobody looks at any. */
export async function isToTell(): Promise<boolean> {
  if (isLookedAt()) return false;
  if (locks === null) return true;
  if (!speaks) return false;
  const { held } = await locks.query();
  return held === undefined || !held.some(({ name }) => name === LOOKED_AT);
}

function isLookedAt(): boolean {
  return !document.hidden && document.hasFocus();
}

function look(): void {
  if (isLookedAt() === (lookAway !== null)) return;
  if (lookAway !== null) {
    lookAway();
    lookAway = null;
    return;
  }
  const looked = new Promise<void>((resolve) => (lookAway = resolve));
  void locks?.request(LOOKED_AT, { mode: 'shared' }, () => looked);
}

/** The codes that people know from Chatwork, shown as Unicode. */
export const EMOJI: ReadonlyMap<string, string> = new Map([
  [':)', '😊'], [':(', '😢'], [':D', '😄'], ['8-)', '😎'], [':o', '😮'], [';)', '😉'], [';(', '😭'],
  ['(sweat)', '😅'], [':|', '😐'], [':*', '😘'], [':p', '😛'], ['(blush)', '☺️'], [':^)', '🧐'],
  ['|-)', '😴'], ['(inlove)', '😍'], [']:)', '😁'], ['(talk)', '🗣️'], ['(yawn)', '🥱'], ['(puke)', '🤮'],
  ['(emo)', '🤩'], ['8-|', '🤓'], [':#)', '😏'], ['(nod)', '🙂‍↕️'], ['(shake)', '🙂‍↔️'], ['(^^;)', '😓'],
  ['(whew)', '😮‍💨'], ['(clap)', '👏'], ['(bow)', '🙇'], ['(roger)', '🫡'], ['(flex)', '💪'], ['(dance)', '💃'],
  ['(:/)', '🤸'], ['(gogo)', '📣'], ['(think)', '🤔'], ['(please)', '🙏'], ['(quick)', '🏃'], ['(anger)', '😠'],
  ['(devil)', '😈'], ['(lightbulb)', '💡'], ['(*)', '⭐'], ['(h)', '❤️'], ['(F)', '🌸'], ['(cracker)', '🎉'],
  ['(eat)', '🍽️'], ['(^)', '🎂'], ['(coffee)', '☕'], ['(beer)', '🍺'], ['(handshake)', '🤝'], ['(y)', '👍'],
  ['(ec14)', '🐦'],
]);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const longestFirst = [...EMOJI.keys()].sort((a, b) => b.length - a.length);
const PIECES = new RegExp(`(https?://[^\\s<>"'\`、。）」』]+)|(${longestFirst.map(escaped).join('|')})`, 'g');

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly address: string }
  | { readonly kind: 'emoji'; readonly code: string; readonly picture: string };

/** A plain text with its addresses and emoticons found. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) });
    const whole = match[0];
    const picture = EMOJI.get(whole);
    if (picture !== undefined) {
      found.push({ kind: 'emoji', code: whole, picture });
      from = match.index + whole.length;
    } else {
      const address = whole.replace(/[.,;:!?)\]]+$/, '');
      found.push({ kind: 'link', address });
      from = match.index + address.length;
      if (address.length < whole.length) found.push({ kind: 'text', text: whole.slice(address.length) });
      from = match.index + whole.length;
    }
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) });
  return found;
}

/** The address if a browser may follow it: never `javascript:` and the like. */
export function safeAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:', 'tel:', 'ftp:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What the reactions look like; others show their name. */
export const REACTIONS: ReadonlyMap<string, string> = new Map([
  ['understood', '🫡'],
  ['thanks', '🙏'],
  ['congratulations', '🎉'],
  ['hooray', '🙌'],
  ['great', '👏'],
  ['like', '👍'],
]);

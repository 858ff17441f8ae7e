/** Where in the chat an address leads. */
export interface Place {
  readonly room: number;
  /** Null for the room as a whole. */
  readonly message: string | null;
}

const LARGEST_ID = 2 ** 31 - 1;

/** The place that an address names: of this server, or as Chatwork writes links to messages. Else null. */
export function placeOf(address: string, origin: string): Place | null {
  const own = address.startsWith(`${origin}/`) ? /^\/rooms\/(\d{1,10})(?:\/(\d{1,19}))?$/.exec(address.slice(origin.length)) : null;
  const other = /^https:\/\/www\.chatwork\.com\/(?:[\w./-]*)#!rid(\d{1,10})(?:-(\d{1,19}))?$/.exec(address);
  const found = own ?? other;
  const room = Number(found?.[1] ?? 0);
  return room >= 1 && room <= LARGEST_ID ? { room, message: found?.[2] ?? null } : null;
}

import type { Message, Person, Room, RoomFile, Task } from '../../sync/protocol.ts';

export type Kind = 'messages' | 'files' | 'tasks' | 'rooms' | 'people';
export const KINDS: readonly Kind[] = ['messages', 'files', 'tasks', 'rooms', 'people'];

/** Of which there may be many, in the order of choice. */
export const PAGED: ReadonlySet<Kind> = new Set<Kind>(['messages', 'files', 'tasks']);

export interface Excerpt {
  readonly text: string;
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
  readonly cut_before: boolean;
  readonly cut_after: boolean;
}

export interface Found {
  readonly message?: Message;
  readonly task?: Task;
  readonly file?: RoomFile;
  readonly room?: Room;
  readonly excerpt: Excerpt;
}

export interface Answer {
  readonly hits?: readonly Found[];
  readonly people?: readonly Person[];
  readonly total?: { readonly count: number; readonly exact: boolean } | null;
  readonly next?: string | null;
  readonly index?: { readonly state: 'current' | 'behind' | 'remade' | 'stopped'; readonly done_percent: number | null };
}

export interface Wish {
  readonly kind: Kind;
  readonly query: string;
  readonly sort: 'relevance' | 'newest';
}

/** Where the answer to a wish is. */
export function pathOf(wish: Wish, cursor: string | null): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const parameters = new URLSearchParams({ q: wish.query, time_zone: zone });
  if (PAGED.has(wish.kind)) {
    parameters.set('sort', wish.sort);
    if (cursor !== null) parameters.set('cursor', cursor);
  } else parameters.set('limit', '100');
  return `/v1/search/${wish.kind}?${parameters.toString()}`;
}

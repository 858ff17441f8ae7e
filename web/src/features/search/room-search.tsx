import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../../lib/i18n.ts';
import { isComposing } from '../../lib/keys.ts';
import { searchWish, turnPanel, uncover } from '../../lib/panel.ts';
import { withinRoom } from '../../lib/query-text.ts';
import { useStore } from '../../lib/use-client.ts';
import type { RoomState } from '../../sync/state.ts';
import type { Kind, Wish } from './answers.ts';
import { SearchScope } from './hits.tsx';
import { SearchView } from './search-view.tsx';
import { type Results, useResults } from './use-results.ts';

/** What was searched last, for who comes back from a message that the panel covered. */
interface Kept {
  readonly room: number;
  readonly wish: Wish;
  readonly results: Results | null;
  readonly scrollTop: number;
}

let kept: Kept | null = null;

const KINDS_OF_ROOM: readonly Kind[] = ['messages', 'files', 'tasks'];
const NOTHING: Wish = { kind: 'messages', query: '', sort: 'relevance' };

/** Searches in one chat, beside it. */
export function RoomSearch({ state }: { state: RoomState }) {
  const text = useText();
  const id = state.room.room_id;
  const [before] = useState(() => (kept?.room === id ? kept : null));
  const [wish, setWish] = useState(before?.wish ?? NOTHING);
  const asked = useMemo(
    (): Wish => ({ ...wish, query: wish.query === '' ? '' : withinRoom(wish.query, id) }),
    [wish, id],
  );
  const shown = useResults(asked, before?.results ?? null);
  const field = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useServedWishes(setWish, field);
  useLayoutEffect(() => {
    if (before === null) return;
    body.current?.scrollTo(0, before.scrollTop);
    body.current?.querySelector<HTMLElement>('[data-hit][aria-current]')?.focus({ preventScroll: true });
  }, [before]);
  const now = useRef<Omit<Kept, 'scrollTop'>>({ room: id, wish, results: shown.results });
  useLayoutEffect(() => {
    now.current = { room: id, wish, results: shown.results };
  });
  useLayoutEffect(() => {
    const element = body.current;
    return () => {
      kept = { ...now.current, scrollTop: element?.scrollTop ?? 0 };
    };
  }, []);
  const scope = useMemo(() => ({ room: id, onFollow: uncover }), [id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const inEmpty = event.target === field.current && field.current.value === '';
    if (event.key === 'Escape' && inEmpty && !isComposing(event.nativeEvent)) turnPanel();
  };
  return (
    <div className="panel-body" ref={body} onKeyDown={onKeyDown}>
      <SearchScope value={scope}>
        <SearchView
          wish={wish}
          onWish={(change) => setWish({ ...wish, ...change })}
          shown={shown}
          kinds={KINDS_OF_ROOM}
          without={['in']}
          field={field}
          hint={text('room.search')}
        />
      </SearchScope>
      {wish.query !== '' && (
        <Link className="text-button search-wider" to={`/search?${new URLSearchParams({ q: wish.query, kind: wish.kind }).toString()}`}>
          {text('search.everywhere')}
        </Link>
      )}
    </div>
  );
}

/** Who asks for the search types next, or gave what to search already. */
function useServedWishes(setWish: (wish: Wish) => void, field: { readonly current: HTMLInputElement | null }): void {
  const asked = useStore(searchWish);
  useEffect(() => {
    if (asked === null) return;
    searchWish.set(null);
    if (asked.query !== null) setWish({ ...NOTHING, query: asked.query });
    field.current?.focus();
    field.current?.select();
  }, [asked, field, setWish]);
}

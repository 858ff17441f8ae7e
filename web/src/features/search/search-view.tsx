import { SlidersHorizontal } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { isComposing } from '../../lib/keys.ts';
import { OPERATOR_KEYS, type OperatorKey, valuesOf, withValues } from '../../lib/query-text.ts';
import { type Kind, PAGED, type Wish } from './answers.ts';
import { Filters } from './filters.tsx';
import { Hit, PersonHit } from './hits.tsx';
import { Meant } from './meant.tsx';
import type { Results, Shown } from './use-results.ts';

interface Props {
  /** What is wished, as it was typed. */
  readonly wish: Wish;
  readonly onWish: (change: Partial<Wish>) => void;
  readonly shown: Shown;
  readonly kinds: readonly Kind[];
  /** What is fixed, and not to be chosen. */
  readonly without?: readonly OperatorKey[];
  readonly field: RefObject<HTMLInputElement | null>;
  readonly hint: string;
}

/** A field for what is searched, with its operators as fields, and what is found; for the page and beside a chat. */
export function SearchView({ wish, onWish, shown, kinds, without = [], field, hint }: Props) {
  const text = useText();
  const [typed, setTyped] = useState(() => toGoOn(wish.query));
  const [filters, setFilters] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => setTyped((now) => (now.trim() === wish.query ? now : toGoOn(wish.query))), [wish.query]);
  const type = (query: string): void => {
    setTyped(query);
    onWish({ query: query.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    if (event.target instanceof HTMLSelectElement || isDate(event.target)) return;
    step(event.key === 'ArrowDown' ? 1 : -1, field.current, list.current);
    event.preventDefault();
  };
  const { results, failure, busy, more } = shown;
  const set = OPERATOR_KEYS.filter((key) => valuesOf(typed, key).length > 0).length;
  return (
    <div className="search" role="search" onKeyDown={onKeyDown}>
      <div className="search-box">
        <input
          ref={field}
          type="search"
          aria-label={text('search.label')}
          placeholder={hint}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
        <button
          type="button"
          className="button"
          aria-label={text('search.filters')}
          aria-expanded={filters}
          onClick={() => setFilters(!filters)}
        >
          <SlidersHorizontal size={16} /> <span className="search-filters-word">{text('search.filters')}</span>
          {set > 0 && ` (${set})`}
        </button>
      </div>
      <Meant query={typed} onChange={type} />
      {filters && <Filters query={typed} onChange={type} without={without} />}
      <div className="page-tools">
        <div className="tabs" role="group" aria-label={text('search.kinds')}>
          {kinds.map((kind) => (
            <button key={kind} type="button" aria-pressed={kind === wish.kind} onClick={() => onWish({ kind })}>
              {text(`search.kind.${kind}`)}
            </button>
          ))}
        </div>
        {PAGED.has(wish.kind) && (
          <div className="tabs" role="group" aria-label={text('search.sort')}>
            {(['relevance', 'newest'] as const).map((sort) => (
              <button key={sort} type="button" aria-pressed={sort === wish.sort} onClick={() => onWish({ sort })}>
                {text(`search.sort.${sort}`)}
              </button>
            ))}
          </div>
        )}
      </div>
      <div ref={list} aria-busy={busy}>
        {failure !== null && (
          <p className="search-problem" role="alert">
            {explain(text, failure)}
          </p>
        )}
        {results !== null && (
          <Found
            results={results}
            onFrom={(id) => {
              setTyped((now) => withValues(now, 'from', [String(id)]));
              onWish({ kind: 'messages', query: `from:${id}` });
            }}
          />
        )}
        {results !== null && results.next !== null && (
          <button type="button" className="button" disabled={busy} onClick={more}>
            {text('search.more')}
          </button>
        )}
        {wish.query === '' && <p className="empty">{text('search.help')}</p>}
      </div>
    </div>
  );
}

function Found({ results, onFrom }: { results: Results; onFrom: (account: number) => void }) {
  const text = useText();
  const { first, hits, people, wish } = results;
  const count = wish.kind === 'people' ? people.length : (first.total?.count ?? hits.length);
  const state = first.index?.state ?? 'current';
  return (
    <>
      <p className="search-count faint" role="status">
        {text(first.total?.exact === false ? 'search.countMore' : count === 0 ? 'search.none' : 'search.count', { count })}
        {state !== 'current' &&
          ` ${text(`search.index.${state}`, { percent: first.index?.done_percent ?? 0 })}`}
      </p>
      <ul className="hits">
        {hits.map((hit) => (
          <Hit key={hit.message?.message_id ?? `${hit.task?.task_id ?? ''}-${hit.file?.file_id ?? ''}-${hit.room?.room_id ?? ''}`} hit={hit} />
        ))}
        {people.map((person) => (
          <PersonHit key={person.account_id} person={person} onFrom={() => onFrom(person.account_id)} />
        ))}
      </ul>
    </>
  );
}

/** Who goes on writing after what is there begins a word of its own. */
function toGoOn(query: string): string {
  return query === '' ? '' : `${query} `;
}

function isDate(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === 'date';
}

/** Moves the focus between the field and the hits. */
function step(by: 1 | -1, field: HTMLInputElement | null, list: HTMLElement | null): void {
  const stops = [field, ...(list?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])].filter((stop) => stop !== null);
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.min(Math.max(at + by, 0), stops.length - 1)]?.focus();
}

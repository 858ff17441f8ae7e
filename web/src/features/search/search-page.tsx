import { useEffect, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { Page } from '../../components/page.tsx';
import { useText } from '../../lib/i18n.ts';
import { KINDS, type Kind, type Wish } from './answers.ts';
import { SearchView } from './search-view.tsx';
import { useResults } from './use-results.ts';

/** Searches messages, files, tasks, chats and people. What is asked stands in the address, so that going back finds it again. */
export function SearchPage() {
  const text = useText();
  const [parameters, setParameters] = useSearchParams();
  const wish = wishOf(parameters);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const shown = useResults(wish);
  const onWish = (change: Partial<Wish>): void => {
    const next = { ...wish, ...change };
    const written = new URLSearchParams({ q: next.query, kind: next.kind, sort: next.sort });
    setParameters(written, { replace: true });
  };
  return (
    <Page title={text('search.title')}>
      <SearchView wish={wish} onWish={onWish} shown={shown} kinds={KINDS} field={field} hint={text('search.hint')} />
    </Page>
  );
}

function wishOf(parameters: URLSearchParams): Wish {
  const kind = parameters.get('kind');
  return {
    query: parameters.get('q') ?? '',
    kind: KINDS.includes(kind as Kind) ? (kind as Kind) : 'messages',
    sort: parameters.get('sort') === 'newest' ? 'newest' : 'relevance',
  };
}

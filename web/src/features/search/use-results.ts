import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from '../../lib/use-client.ts';
import type { Person } from '../../sync/protocol.ts';
import { type Answer, type Found, type Wish, pathOf } from './answers.ts';

export interface Results {
  readonly wish: Wish;
  readonly hits: readonly Found[];
  readonly people: readonly Person[];
  readonly first: Answer;
  readonly next: string | null;
}

export interface Shown {
  readonly results: Results | null;
  readonly failure: unknown;
  readonly busy: boolean;
  readonly more: () => void;
}

const PAUSE_MILLIS = 200;

/**
 * What is found, as one types; the answer to an older wish never replaces that to a newer one.
 *
 * @param known what was found before: where it is wished at first, it is there at once
 */
export function useResults(wish: Wish, known: Results | null = null): Shown {
  const { ask } = useClient();
  const { kind, query, sort } = wish;
  const [results, setResults] = useState(known);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef(known);
  useEffect(() => {
    let current = true;
    setFailure(null);
    if (query.trim() === '') {
      setResults(null);
      setBusy(false);
      return undefined;
    }
    const there = first.current?.wish;
    first.current = null;
    if (there?.kind === kind && there.query === query && there.sort === sort) return undefined;
    setBusy(true);
    const asked: Wish = { kind, query, sort };
    const timer = setTimeout(() => {
      ask<Answer>('GET', pathOf(asked, null)).then(
        (answer) => {
          if (!current) return;
          setResults({
            wish: asked,
            hits: answer.hits ?? [],
            people: answer.people ?? [],
            first: answer,
            next: answer.next ?? null,
          });
          setBusy(false);
        },
        (problem: unknown) => {
          if (!current) return;
          setFailure(problem);
          setResults(null);
          setBusy(false);
        },
      );
    }, PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ask, kind, query, sort]);
  const more = useCallback(() => {
    if (results === null || results.next === null) return;
    setBusy(true);
    ask<Answer>('GET', pathOf(results.wish, results.next)).then(
      (answer) => {
        setResults((now) =>
          now === results ? { ...now, hits: [...now.hits, ...(answer.hits ?? [])], next: answer.next ?? null } : now,
        );
        setBusy(false);
      },
      (problem: unknown) => {
        setFailure(problem);
        setBusy(false);
      },
    );
  }, [ask, results]);
  return { results, failure, busy, more };
}

import { useMemo } from 'react';
import type { Category } from '../sync/protocol.ts';
import { CATEGORY_ORDER, arranged } from './categories.ts';
import { useSync } from './use-client.ts';

/** The account's categories, as it has arranged them. */
export function useCategories(): readonly Category[] {
  const categories = useSync((state) => state.categories);
  const order = useSync((state) => state.preferences.get(CATEGORY_ORDER));
  return useMemo(() => arranged(categories, order), [categories, order]);
}

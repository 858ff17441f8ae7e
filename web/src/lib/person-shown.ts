import { Store } from '../sync/store.ts';

/** Whose card is open; null for nobody's. */
export const personShown = new Store<number | null>(null);

export function showPerson(id: number): void {
  personShown.set(id);
}

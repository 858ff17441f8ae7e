import type { Category } from '../sync/protocol.ts';

/** The preference that holds the order of the categories: their ids, parted by commas. */
export const CATEGORY_ORDER = 'web.category-order';

/** As the account has arranged them; those that it has not follow, the oldest first. */
export function arranged(categories: readonly Category[], order: string | undefined): readonly Category[] {
  const places = new Map((order ?? '').split(',').map((id, place) => [Number(id), place]));
  const placeOf = ({ category_id }: Category): number => places.get(category_id) ?? Infinity;
  return [...categories].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return one === other ? a.category_id - b.category_id : one - other;
  });
}

/** The order in which the category stands `step` places further on; null where it cannot go there. */
export function moved(categories: readonly Category[], id: number, step: -1 | 1): string | null {
  const ids = categories.map(({ category_id }) => category_id);
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return null;
  return ids.toSpliced(from, 1).toSpliced(to, 0, id).join(',');
}

/** The rooms of a category with one put in or taken out. */
export function turned({ room_ids }: Category, room: number): readonly number[] {
  return room_ids.includes(room) ? room_ids.filter((id) => id !== room) : [...room_ids, room];
}

import { FolderCog } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import type { Category } from '../../sync/protocol.ts';

interface Props {
  readonly categories: readonly Category[];
  readonly chosen: number | null;
  /** Those with something unread in them. */
  readonly lit: ReadonlySet<number>;
  readonly onChoose: (id: number | null) => void;
  readonly onArrange: () => void;
}

/** Narrows the list of chats to one of the account's own categories. */
export function CategoryRow({ categories, chosen, lit, onChoose, onArrange }: Props) {
  const text = useText();
  if (categories.length === 0) return null;
  return (
    <div className="category-row" role="group" aria-label={text('categories.title')}>
      <div className="category-chips">
        <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
          {text('categories.all')}
        </button>
        {categories.map(({ category_id, name }) => (
          <button
            key={category_id}
            type="button"
            aria-pressed={chosen === category_id}
            onClick={() => onChoose(chosen === category_id ? null : category_id)}
          >
            <span>{name}</span>
            {lit.has(category_id) && <i className="dot" role="img" aria-label={text('rooms.unread')} />}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={text('categories.arrange')}
        title={text('categories.arrange')}
        onClick={onArrange}
      >
        <FolderCog size={17} />
      </button>
    </div>
  );
}

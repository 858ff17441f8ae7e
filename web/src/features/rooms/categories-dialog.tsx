import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Sure } from '../../components/dialog.tsx';
import { CATEGORY_ORDER, moved } from '../../lib/categories.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { useCategories } from '../../lib/use-categories.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Category } from '../../sync/protocol.ts';
import { CategoryRooms } from './category-rooms.tsx';
import { NewCategory } from './new-category.tsx';

/** The account's own categories: made, named, put in order, filled, taken away. */
export function CategoriesDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const categories = useCategories();
  const [filled, setFilled] = useState<Category | null>(null);
  const [dropped, setDropped] = useState<Category | null>(null);
  const { ask } = useClient();
  if (filled !== null) return <CategoryRooms category={filled} onClose={() => setFilled(null)} />;
  return (
    <Dialog title={text('categories.title')} onClose={onClose}>
      <p className="faint dialog-lead">{text('categories.lead')}</p>
      <NewCategory />
      <ul className="category-list">
        {categories.map((category, place) => (
          <Line
            key={category.category_id}
            category={category}
            up={place > 0 ? moved(categories, category.category_id, -1) : null}
            down={moved(categories, category.category_id, 1)}
            onFill={() => setFilled(category)}
            onDrop={() => setDropped(category)}
          />
        ))}
      </ul>
      {dropped !== null && (
        <Sure
          question={text('categories.dropSure', { name: dropped.name })}
          action={text('categories.drop')}
          onYes={() => start(ask('DELETE', `/v1/categories/${dropped.category_id}`))}
          onClose={() => setDropped(null)}
        />
      )}
    </Dialog>
  );
}

interface LineProps {
  readonly category: Category;
  /** The order with it one place higher, null where there is none. */
  readonly up: string | null;
  readonly down: string | null;
  readonly onFill: () => void;
  readonly onDrop: () => void;
}

function Line({ category, up, down, onFill, onDrop }: LineProps) {
  const text = useText();
  const { ask } = useClient();
  const { category_id: id, name, room_ids } = category;
  const rename = (next: string): void => {
    if (next !== '' && next !== name) start(ask('PUT', `/v1/categories/${id}`, { name: next, room_ids }));
  };
  const put = (order: string | null): void => {
    if (order !== null) start(ask('PATCH', '/v1/me/preferences', { [CATEGORY_ORDER]: order }));
  };
  return (
    <li>
      <input
        key={name}
        defaultValue={name}
        maxLength={100}
        aria-label={text('categories.name')}
        onBlur={(event) => rename(event.target.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        }}
      />
      <button type="button" className="button" onClick={onFill}>
        {text('categories.count', { count: room_ids.length })}
      </button>
      <button type="button" className="icon-button" aria-label={text('categories.up', { name })} disabled={up === null} onClick={() => put(up)}>
        <ArrowUp size={16} />
      </button>
      <button type="button" className="icon-button" aria-label={text('categories.down', { name })} disabled={down === null} onClick={() => put(down)}>
        <ArrowDown size={16} />
      </button>
      <button type="button" className="icon-button" aria-label={text('categories.dropOne', { name })} onClick={onDrop}>
        <Trash2 size={16} />
      </button>
    </li>
  );
}

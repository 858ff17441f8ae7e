import { useId, useMemo } from 'react';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { type OperatorKey, valuesOf, withValues } from '../../lib/query-text.ts';
import { sortedRooms } from '../../lib/room-order.ts';
import { useClient, useMe, useStore } from '../../lib/use-client.ts';

interface Props {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

interface FiltersProps extends Props {
  /** Those that there is no field for. */
  readonly without: readonly OperatorKey[];
}

const HAS: readonly (readonly [string, TextKey])[] = [
  ['file', 'search.has.file'],
  ['link', 'search.has.link'],
  ['task', 'search.has.task'],
  ['reaction', 'search.has.reaction'],
];
const IS: readonly (readonly [string, TextKey])[] = [
  ['unread', 'search.is.unread'],
  ['bookmarked', 'search.is.bookmarked'],
  ['mine', 'search.is.mine'],
];

/** The operators as fields; they read and write the query's text, which stays the one truth. */
export function Filters({ query, onChange, without }: FiltersProps) {
  const text = useText();
  const me = useMe();
  const state = useStore(useClient().state);
  const people = useMemo(
    () =>
      [...state.contacts.values()]
        .map(({ person }) => ({ value: String(person.account_id), words: person.name }))
        .sort((a, b) => a.words.localeCompare(b.words)),
    [state.contacts],
  );
  const rooms = useMemo(
    () =>
      sortedRooms(state).map((room) => ({
        value: String(room.room_id),
        words:
          room.type === 'my'
            ? text('rooms.my')
            : room.partner_id === null
              ? room.name
              : (state.people.get(room.partner_id)?.name ?? room.name),
      })),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- The words change with the page's language only.
    [state.rooms, state.people],
  );
  const self = { value: 'me', words: text('person.you') };
  const others = people.filter(({ value }) => value !== String(me));
  return (
    <div className="search-filters" role="group" aria-label={text('search.filters')}>
      <Choice label={text('search.from')} of="from" query={query} onChange={onChange} options={[self, ...others]} />
      <Choice label={text('search.to')} of="to" query={query} onChange={onChange} options={[self, ...others]} />
      {!without.includes('in') && (
        <Choice label={text('search.in')} of="in" query={query} onChange={onChange} options={rooms} />
      )}
      <Day label={text('search.after')} of="after" query={query} onChange={onChange} />
      <Day label={text('search.before')} of="before" query={query} onChange={onChange} />
      <Day label={text('search.on')} of="on" query={query} onChange={onChange} />
      <Ticks label={text('search.has')} of="has" query={query} onChange={onChange} options={HAS} />
      <Ticks label={text('search.is')} of="is" query={query} onChange={onChange} options={IS} />
    </div>
  );
}

interface FieldProps extends Props {
  readonly label: string;
  readonly of: OperatorKey;
}

function Choice({
  label,
  of,
  query,
  onChange,
  options,
}: FieldProps & { readonly options: readonly { readonly value: string; readonly words: string }[] }) {
  const text = useText();
  const id = useId();
  const value = valuesOf(query, of)[0] ?? '';
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(withValues(query, of, event.target.value === '' ? [] : [event.target.value]))}
      >
        <option value="">{text('search.any')}</option>
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Day({ label, of, query, onChange }: FieldProps) {
  const id = useId();
  const value = valuesOf(query, of)[0] ?? '';
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={/^\d{4}-\d\d-\d\d$/.test(value) ? value : ''}
        onChange={(event) => onChange(withValues(query, of, event.target.value === '' ? [] : [event.target.value]))}
      />
    </div>
  );
}

function Ticks({
  label,
  of,
  query,
  onChange,
  options,
}: FieldProps & { readonly options: readonly (readonly [string, TextKey])[] }) {
  const text = useText();
  const values = valuesOf(query, of);
  return (
    <fieldset className="ticks">
      <legend>{label}</legend>
      {options.map(([value, words]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) =>
              onChange(
                withValues(query, of, event.target.checked ? [...values, value] : values.filter((one) => one !== value)),
              )
            }
          />
          {text(words)}
        </label>
      ))}
    </fieldset>
  );
}

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TextKey } from '../../lib/catalogue-en.ts';
import { useText } from '../../lib/i18n.ts';
import { type OperatorKey, operatorsOf, valuesOf, withValues } from '../../lib/query-text.ts';
import { useName, useRoom, useRoomName } from '../../lib/use-client.ts';
import type { Room } from '../../sync/protocol.ts';

interface Props {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

const LABELS: Readonly<Partial<Record<OperatorKey, TextKey>>> = { from: 'search.from', to: 'search.to', in: 'search.in' };

/** Who and which chat the numbers of the query mean. */
export function Meant({ query, onChange }: Props) {
  const text = useText();
  const numbers = operatorsOf(query).filter(({ key, value }) => LABELS[key] !== undefined && /^\d{1,10}$/.test(value));
  if (numbers.length === 0) return null;
  return (
    <ul className="meant">
      {numbers.map(({ key, value }) => (
        <li key={`${key}:${value}`}>
          <span className="faint">{text(LABELS[key] ?? 'search.in')}</span>
          <Word>{key === 'in' ? <RoomWord id={Number(value)} /> : <PersonWord id={Number(value)} />}</Word>
          <button
            type="button"
            className="icon-button"
            aria-label={text('common.remove')}
            title={text('common.remove')}
            onClick={() => onChange(withValues(query, key, valuesOf(query, key).filter((other) => other !== value)))}
          >
            <X size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Word({ children }: { children: ReactNode }) {
  return <b className="meant-word">{children}</b>;
}

function PersonWord({ id }: { id: number }) {
  return <>{useName(id)}</>;
}

function RoomWord({ id }: { id: number }) {
  const room = useRoom(id)?.room;
  return room === undefined ? <>{id}</> : <NamedRoom room={room} />;
}

function NamedRoom({ room }: { room: Room }) {
  return <>{useRoomName(room)}</>;
}

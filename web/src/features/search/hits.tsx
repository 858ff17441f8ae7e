import { CheckSquare } from 'lucide-react';
import { type ReactNode, createContext, useContext, useState } from 'react';
import { useLocation } from 'wouter';
import { Avatar, Face, RoomPicture } from '../../components/avatar.tsx';
import { pictureOf } from '../../components/file-addresses.ts';
import { DownloadLink } from '../../components/file-box.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { FilePicture } from '../../components/file-picture.tsx';
import { MessageLink } from '../../components/message-link.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { brief, exact } from '../../lib/dates.ts';
import { start } from '../../lib/do-quietly.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';
import { messageIdOf, messagePath } from '../../lib/message-ids.ts';
import { size } from '../../lib/sizes.ts';
import { useClient, useName, useRoom, useRoomName, useSync } from '../../lib/use-client.ts';
import type { Message, MessagePage, Person, Room, RoomFile, Task } from '../../sync/protocol.ts';
import type { Excerpt, Found } from './answers.ts';
import { ExcerptView } from './excerpt-view.tsx';

const AROUND = 7;

interface Scope {
  /** Where all hits are from one chat, they need not say so. */
  readonly room: number | null;
  readonly onFollow?: () => void;
}

/** Where is searched. */
export const SearchScope = createContext<Scope>({ room: null });

export function Hit({ hit }: { hit: Found }) {
  if (hit.message !== undefined) return <MessageHit message={hit.message} excerpt={hit.excerpt} />;
  if (hit.file !== undefined) return <FileHit file={hit.file} excerpt={hit.excerpt} />;
  if (hit.task !== undefined) return <TaskHit task={hit.task} excerpt={hit.excerpt} />;
  if (hit.room !== undefined) return <RoomHit room={hit.room} excerpt={hit.excerpt} />;
  return null;
}

function MessageHit({ message, excerpt }: { message: Message; excerpt: Excerpt }) {
  const text = useText();
  const { ask } = useClient();
  const name = useName(message.account_id);
  const deleted = useDeleted(message);
  const [around, setAround] = useState<readonly Message[] | null>(null);
  const turn = (): void => {
    if (around !== null) setAround(null);
    else {
      const query = `around=${message.sequence}&limit=${AROUND}`;
      start(
        ask<MessagePage>('GET', `/v1/rooms/${message.room_id}/messages?${query}`).then((page) =>
          setAround(page.messages.filter(({ sequence }) => sequence !== message.sequence)),
        ),
      );
    }
  };
  const before = around?.filter(({ sequence }) => sequence < message.sequence) ?? [];
  const after = around?.filter(({ sequence }) => sequence > message.sequence) ?? [];
  return (
    <li className="hit">
      {before.map((other) => (
        <Neighbour key={other.message_id} message={other} />
      ))}
      <HitLink room={message.room_id} message={message.message_id}>
        <Avatar id={message.account_id} size={32} />
        <span className="hit-text">
          <span className="hit-facts">
            <b>{name}</b> <Place room={message.room_id} /> <When at={message.sent_at} />
          </span>
          {deleted ? <i className="faint">{text('search.deleted')}</i> : <ExcerptView excerpt={excerpt} />}
        </span>
      </HitLink>
      <button type="button" className="hit-context" aria-expanded={around !== null} onClick={turn}>
        {text(around === null ? 'search.context' : 'search.contextHide')}
      </button>
      {after.map((other) => (
        <Neighbour key={other.message_id} message={other} />
      ))}
    </li>
  );
}

/** Whether it is deleted by now, as far as the timeline beside tells: a deleted text is shown nowhere. */
function useDeleted(message: Message): boolean {
  return useSync((state) => {
    const messages = state.rooms.get(message.room_id)?.timeline?.messages;
    const first = messages?.[0]?.sequence ?? 0;
    return messages?.[message.sequence - first]?.deleted ?? message.deleted;
  });
}

function Neighbour({ message }: { message: Message }) {
  const text = useText();
  const name = useName(message.account_id);
  const deleted = useDeleted(message);
  return (
    <div className="hit-neighbour">
      <span className="hit-facts">
        <b>{name}</b> <When at={message.sent_at} />
      </span>
      {deleted ? <i>{text('search.deleted')}</i> : <NotationView body={message.body} />}
    </div>
  );
}

function TaskHit({ task, excerpt }: { task: Task; excerpt: Excerpt }) {
  const text = useText();
  const name = useName(task.assignee_id);
  return (
    <li className="hit">
      <HitLink room={task.room_id} message={messageIdOf(task.room_id, task.sequence)}>
        <CheckSquare size={20} aria-label={text(task.status === 'open' ? 'tasks.open' : 'tasks.done')} />
        <span className="hit-text">
          <span className="hit-facts">
            <b>{name}</b> <Place room={task.room_id} /> <When at={task.created_at} />
          </span>
          <ExcerptView excerpt={excerpt} />
        </span>
      </HitLink>
    </li>
  );
}

function FileHit({ file, excerpt }: { file: RoomFile; excerpt: Excerpt }) {
  const name = useName(file.uploader_id);
  const picture = file.kind === 'document' ? null : pictureOf(file);
  const [title, inside] = partsOf(file.name, excerpt);
  return (
    <li className="hit hit-file">
      <HitLink room={file.room_id} message={messageIdOf(file.room_id, file.sequence)}>
        <span className="file-face">
          {picture === null ? <FileIcon kind={file.kind} /> : <FilePicture src={picture} alt="" />}
        </span>
        <span className="hit-text">
          <b>
            <ExcerptView excerpt={title} />
          </b>
          <span className="hit-facts">
            <span className="faint">{size(file.size)}</span> {name} <Place room={file.room_id} /> <When at={file.uploaded_at} />
          </span>
          {inside.text !== '' && <ExcerptView excerpt={inside} />}
        </span>
      </HitLink>
      {file.state !== 'quarantined' && <DownloadLink file={file} />}
    </li>
  );
}

/** The name of a file stands before what is in it, where the excerpt begins there. */
function partsOf(name: string, excerpt: Excerpt): readonly [Excerpt, Excerpt] {
  const whole = { text: name, highlights: [], cut_before: false, cut_after: false };
  if (!excerpt.text.startsWith(name)) return [whole, excerpt];
  const from = excerpt.text.startsWith(`${name}\n`) ? name.length + 1 : name.length;
  const title = excerpt.highlights.filter(({ end }) => end <= name.length);
  const inside = excerpt.highlights
    .filter(({ start }) => start >= from)
    .map(({ start, end }) => ({ start: start - from, end: end - from }));
  return [
    { ...whole, highlights: title },
    { ...excerpt, text: excerpt.text.slice(from), highlights: inside },
  ];
}

function RoomHit({ room, excerpt }: { room: Room; excerpt: Excerpt }) {
  return (
    <li className="hit">
      <HitLink room={room.room_id} message={null}>
        <RoomPicture room={room} size={32} />
        <span className="hit-text">
          <ExcerptView excerpt={excerpt} />
        </span>
      </HitLink>
    </li>
  );
}

export function PersonHit({ person, onFrom }: { person: Person; onFrom: () => void }) {
  const text = useText();
  return (
    <li className="hit">
      <button type="button" className="hit-main" onClick={onFrom} data-hit>
        <Face src={person.avatar_url} size={32} />
        <span className="hit-text">
          <b>{person.name}</b>
          <span className="faint">{[person.title, person.organization_name].filter((part) => part !== '').join(' · ')}</span>
          <span className="faint">{text('search.fromThem')}</span>
        </span>
      </button>
    </li>
  );
}

/** Leads to what was found; it tells which one the address names already. */
function HitLink({ room, message, children }: { room: number; message: string | null; children: ReactNode }) {
  const [path] = useLocation();
  const { onFollow } = useContext(SearchScope);
  const here = message !== null && path === messagePath(room, message);
  return (
    <MessageLink
      room={room}
      message={message}
      className="hit-main"
      aria-current={here ? 'location' : undefined}
      data-hit=""
      {...(onFollow === undefined ? {} : { onFollow })}
    >
      {children}
    </MessageLink>
  );
}

function Place({ room }: { room: number }) {
  const known = useRoom(room)?.room;
  const scope = useContext(SearchScope);
  return known === undefined || scope.room === room ? null : <NamedPlace room={known} />;
}

function NamedPlace({ room }: { room: Room }) {
  return <span className="faint">{useRoomName(room)}</span>;
}

function When({ at }: { at: number }) {
  const language = useLanguage();
  return (
    <time className="faint" dateTime={new Date(at).toISOString()} title={exact(language, at)}>
      {brief(language, at)}
    </time>
  );
}

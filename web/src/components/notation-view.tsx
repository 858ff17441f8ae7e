import { MessageSquareText } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { exact, shortDay, timeOfDay } from '../lib/dates.ts';
import { pieces, safeAddress } from '../lib/emoji.ts';
import { type Language, type Translate, dtext, useLanguage, useText } from '../lib/i18n.ts';
import { placeOf } from '../lib/links.ts';
import { type Node, type QuoteNode, type TaskNode, parse } from '../lib/notation.ts';
import { useMe, useName, useRoom, useRoomName } from '../lib/use-client.ts';
import type { Room } from '../sync/protocol.ts';
import { Avatar } from './avatar.tsx';
import { CodeBlock } from './code-block.tsx';
import { MessageLink } from './message-link.tsx';
import { FileBox } from './file-box.tsx';

interface Reader {
  readonly text: Translate;
  readonly language: Language;
  readonly me: number;
  /** Whose files are shown; null where only their names are. */
  readonly room: number | null;
}

/** A body as its reader sees it. Only elements that are made here come on the page, whatever is written. */
export function NotationView({ body, room = null }: { body: string; room?: number | null }) {
  const reader = { text: useText(), language: useLanguage(), me: useMe(), room };
  return <>{nodes(parse(body), reader)}</>;
}

function nodes(list: readonly Node[], reader: Reader): ReactNode {
  // The nodes of one body never change their order.
  return list.map((node, index) => (
    <Fragment key={index}>{show(afterBlock(list[index - 1]) ? withoutBreak(node) : node, reader)}</Fragment>
  ));
}

const BLOCKS: ReadonlySet<Node['kind']> = new Set(['quote', 'info', 'title', 'task', 'code', 'hr']);

function afterBlock(before: Node | undefined): boolean {
  return before !== undefined && BLOCKS.has(before.kind);
}

/** A block ends its line by itself; the line break that is written after it would be an empty line. */
function withoutBreak(node: Node): Node {
  return node.kind === 'text' ? { kind: 'text', text: node.text.replace(/^\n/, '') } : node;
}

function show(node: Node, reader: Reader): ReactNode {
  const { text, language, me } = reader;
  switch (node.kind) {
    case 'text':
      return plainText(node.text);
    case 'to':
      return <Mark account={node.account} label={text('message.to')} mine={node.account === me} />;
    case 'toall':
      return <span className="mark mark-mine">{text('message.toAll')}</span>;
    case 'reply':
      return (
        <MessageLink room={node.room} message={node.message} className="mark-link">
          <Mark account={node.account} label={text('message.replyTo')} mine={node.account === me} />
        </MessageLink>
      );
    case 'quote':
      return <Quote node={node} reader={reader} />;
    case 'info': {
      const files = reader.room === null ? [] : filesIn(node.nodes);
      if (files.length > 0) return <div className="file-cards">{nodes(files, reader)}</div>;
      return <div className="box">{nodes(node.nodes, reader)}</div>;
    }
    case 'title':
      return <div className="box-title">{nodes(node.nodes, reader)}</div>;
    case 'task':
      return <TaskBox node={node} reader={reader} />;
    case 'code':
      return <CodeBlock code={node.text.replace(/^\n/, '')} />;
    case 'url':
      return <Address address={node.address} />;
    case 'download':
      return reader.room === null ? (
        <span className="file">{node.name}</span>
      ) : (
        <FileBox room={reader.room} id={node.file} name={node.name} />
      );
    case 'preview':
      return null;
    case 'picon':
      return <Avatar id={node.account} size={18} />;
    case 'piconname':
      return (
        <span className="person-chip">
          <Avatar id={node.account} size={18} />
          <Name id={node.account} />{' '}
        </span>
      );
    case 'pname':
      return <Name id={node.account} />;
    case 'dtext':
      return dtext(language, node.key);
    case 'hr':
      return <hr className="rule" />;
    case 'deleted':
      return <em className="faint">{text('timeline.deleted')}</em>;
  }
}

/** The files of a box that the server makes of them, which needs no frame around theirs. */
function filesIn(list: readonly Node[]): readonly Node[] {
  const title = list[0];
  const told = title?.kind === 'title' ? title.nodes[0] : undefined;
  if (told?.kind !== 'dtext' || told.key !== 'file_uploaded' || !list.slice(1).every(isOfFiles)) return [];
  return list.filter((node) => node.kind === 'download');
}

function isOfFiles(node: Node): boolean {
  return node.kind === 'download' || node.kind === 'preview' || (node.kind === 'text' && node.text.trim() === '');
}

function Name({ id }: { id: number }) {
  return <>{useName(id)}</>;
}

function Mark({ account, label, mine }: { account: number; label: string; mine: boolean }) {
  return (
    <span className={mine ? 'mark mark-mine' : 'mark'}>
      {label} <Avatar id={account} size={16} />
    </span>
  );
}

function Quote({ node, reader }: { node: QuoteNode; reader: Reader }) {
  return (
    <blockquote className="quote">
      {node.account !== null && (
        <div className="quote-head">
          <Avatar id={node.account} size={16} /> <Name id={node.account} />
          {node.time !== null && <time>{exact(reader.language, node.time * 1000)}</time>}
        </div>
      )}
      {nodes(trimmed(node.nodes), reader)}
    </blockquote>
  );
}

function TaskBox({ node, reader }: { node: TaskNode; reader: Reader }) {
  return (
    <div className={node.done ? 'task-box task-box-done' : 'task-box'}>
      <div className="task-box-people">
        {node.accounts.map((account) => (
          <span key={account} className="person-chip">
            <Avatar id={account} size={18} /> <Name id={account} />
          </span>
        ))}
        {node.limit > 0 && <time className="faint">{deadline(reader.language, node)}</time>}
      </div>
      {nodes(node.nodes, reader)}
    </div>
  );
}

function deadline(language: Language, { limit, limitType }: TaskNode): string {
  const at = limit * 1000;
  return limitType === 'date' ? shortDay(language, at) : `${shortDay(language, at)} ${timeOfDay(language, at)}`;
}

function trimmed(list: readonly Node[]): readonly Node[] {
  const first = list[0];
  return first === undefined ? list : [withoutBreak(first), ...list.slice(1)];
}

function plainText(text: string): ReactNode {
  return pieces(text).map((piece, index) => {
    switch (piece.kind) {
      case 'text':
        return piece.text;
      case 'link':
        return <Address key={index} address={piece.address} />;
      case 'emoji':
        return (
          <span key={index} className="emoji" role="img" aria-label={piece.code} title={piece.code}>
            {piece.picture}
          </span>
        );
    }
  });
}

/** A link to a chat that the reader is in says which; others say what is written. */
function Address({ address }: { address: string }) {
  const place = placeOf(address, location.origin);
  const room = useRoom(place?.room ?? 0)?.room;
  if (place !== null && room !== undefined) {
    return (
      <MessageLink room={place.room} message={place.message} className="place">
        <MessageSquareText size={14} /> <RoomName room={room} />
      </MessageLink>
    );
  }
  const safe = safeAddress(address);
  if (safe === null) return address;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {address}
    </a>
  );
}

function RoomName({ room }: { room: Room }) {
  return useRoomName(room);
}

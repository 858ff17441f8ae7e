import {
  AtSign, Bookmark, BookmarkX, Copy, Ellipsis, Link2, ListTodo, MailOpen, Pencil, Quote, Reply, SmilePlus, Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { Sure } from '../../components/dialog.tsx';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { TaskDialog } from '../../components/task-dialog.tsx';
import { editInComposer, insertInComposer } from '../../lib/composer-bus.ts';
import { start } from '../../lib/do-quietly.ts';
import { REACTIONS } from '../../lib/emoji.ts';
import { useText } from '../../lib/i18n.ts';
import { messagePath } from '../../lib/message-ids.ts';
import { toast } from '../../lib/toasts.ts';
import { useClient, useMe, useSync } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { react } from './reactions.tsx';

interface Props {
  readonly message: Message;
  readonly name: string;
  readonly onMarkUnread: (sequence: number) => void;
}

/** What can be done with one message. */
export function MessageActions({ message, name, onMarkUnread }: Props) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const kept = useSync((state) => state.bookmarks.has(message.message_id));
  const [over, setOver] = useState<'delete' | 'task' | null>(null);
  const { room_id: room, message_id: id, account_id: author, body } = message;
  const own = author === me && message.kind === 'user';
  const path = `/v1/rooms/${room}/messages/${id}`;
  const copy = (what: string): void => start(navigator.clipboard.writeText(what).then(() => toast(text('common.copied'))));
  const quote = `[qt][qtmeta aid=${author} time=${Math.floor(message.sent_at / 1000)}]${body}[/qt]\n`;
  return (
    <div className="message-actions" role="toolbar" aria-label={text('common.more')}>
      {message.kind === 'user' && (
        <>
          <Action label={text('message.reply')} onClick={() => insertInComposer(room, `[rp aid=${author} to=${room}-${id}]${name}\n`)}>
            <Reply size={16} />
          </Action>
          <Action label={text('message.quote')} onClick={() => insertInComposer(room, quote)}>
            <Quote size={16} />
          </Action>
        </>
      )}
      <Menu
        trigger={
          <button type="button" className="icon-button" aria-label={text('message.react')} title={text('message.react')}>
            <SmilePlus size={16} />
          </button>
        }
      >
        {[...REACTIONS].map(([reaction, picture]) => (
          <MenuItem key={reaction} icon={<span className="emoji">{picture}</span>} label={text(`reaction.${reaction}` as 'reaction.like')} onSelect={() => react(client, message, reaction)} />
        ))}
      </Menu>
      {own && (
        <Action label={text('message.edit')} onClick={() => editInComposer(message)}>
          <Pencil size={16} />
        </Action>
      )}
      <Menu
        trigger={
          <button type="button" className="icon-button" aria-label={text('common.more')} title={text('common.more')}>
            <Ellipsis size={16} />
          </button>
        }
      >
        {author !== me && (
          <MenuItem icon={<AtSign size={16} />} label={text('message.mention')} onSelect={() => insertInComposer(room, `[To:${author}]${name}\n`)} />
        )}
        <MenuItem icon={<ListTodo size={16} />} label={text('message.task')} onSelect={() => setOver('task')} />
        <MenuItem icon={<MailOpen size={16} />} label={text('message.unread')} onSelect={() => onMarkUnread(message.sequence)} />
        <MenuItem
          icon={kept ? <BookmarkX size={16} /> : <Bookmark size={16} />}
          label={text(kept ? 'message.unbookmark' : 'message.bookmark')}
          onSelect={() => start(client.ask(kept ? 'DELETE' : 'PUT', `/v1/bookmarks/${id}`))}
        />
        <MenuLine />
        <MenuItem icon={<Link2 size={16} />} label={text('message.copyLink')} onSelect={() => copy(location.origin + messagePath(room, id))} />
        <MenuItem icon={<Copy size={16} />} label={text('message.copyText')} onSelect={() => copy(body)} />
        {own && <MenuLine />}
        {own && <MenuItem danger icon={<Trash2 size={16} />} label={text('message.delete')} onSelect={() => setOver('delete')} />}
      </Menu>
      {over === 'task' && <TaskDialog room={room} body={quote} onClose={() => setOver(null)} />}
      {over === 'delete' && (
        <Sure
          question={text('message.deleteSure')}
          action={text('message.delete')}
          onYes={() => start(client.ask('DELETE', path))}
          onClose={() => setOver(null)}
        />
      )}
    </div>
  );
}

function Action({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

import {
  AtSign, Bookmark, BookmarkX, Copy, Ellipsis, Link2, ListTodo, MailOpen, Pencil, Quote, Reply, SmilePlus, Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuLine } from '../../components/menu.tsx';
import { editInComposer, insertInComposer } from '../../lib/composer-bus.ts';
import { copy } from '../../lib/copy.ts';
import { start } from '../../lib/do-quietly.ts';
import { REACTIONS } from '../../lib/emoji.ts';
import { useText } from '../../lib/i18n.ts';
import { messagePath } from '../../lib/message-ids.ts';
import { useClient, useMe, useSync } from '../../lib/use-client.ts';
import type { Message } from '../../sync/protocol.ts';
import { quoteOf, replyTo, turnBookmark } from './deeds.ts';
import { react } from './reactions.tsx';

/** What the timeline does about a message. */
export interface MessageDeeds {
  readonly markUnread: (message: Message) => void;
  readonly makeTask: (message: Message) => void;
  readonly remove: (message: Message) => void;
  readonly showHistory: (message: Message) => void;
  /** A menu of the message opens or closes. */
  readonly lock: (open: boolean) => void;
}

interface Props {
  readonly message: Message;
  readonly name: string;
  readonly deeds: MessageDeeds;
}

/** What can be done with one message. */
export function MessageActions({ message, name, deeds }: Props) {
  const text = useText();
  const client = useClient();
  const me = useMe();
  const kept = useSync((state) => state.bookmarks.has(message.message_id));
  const { room_id: room, message_id: id, account_id: author, body } = message;
  const own = author === me && message.kind === 'user';
  return (
    <div className="message-actions-place">
      <div className="message-actions" role="toolbar" aria-label={text('message.actions', { name })}>
        {message.kind === 'user' && (
          <>
            <Action label={text('message.reply')} onClick={() => replyTo(message, name)}>
              <Reply size={17} />
            </Action>
            <Action label={text('message.quote')} onClick={() => insertInComposer(room, quoteOf(message))}>
              <Quote size={17} />
            </Action>
          </>
        )}
        <Menu onOpen={deeds.lock} trigger={<Trigger label={text('message.react')} icon={<SmilePlus size={17} />} />}>
          {[...REACTIONS].map(([reaction, picture]) => (
            <MenuItem
              key={reaction}
              icon={<span className="emoji">{picture}</span>}
              label={text(`reaction.${reaction}` as 'reaction.like')}
              onSelect={() => react(client, message, reaction)}
            />
          ))}
        </Menu>
        {own && (
          <Action label={text('message.edit')} onClick={() => editInComposer(message)}>
            <Pencil size={16} />
          </Action>
        )}
        <Menu onOpen={deeds.lock} trigger={<Trigger label={text('common.more')} icon={<Ellipsis size={17} />} />}>
          {author !== me && (
            <MenuItem
              icon={<AtSign size={16} />}
              label={text('message.mention')}
              onSelect={() => insertInComposer(room, `[To:${author}]${name}\n`)}
            />
          )}
          <MenuItem icon={<ListTodo size={16} />} label={text('message.task')} onSelect={() => deeds.makeTask(message)} />
          <MenuItem icon={<MailOpen size={16} />} label={text('message.unread')} onSelect={() => deeds.markUnread(message)} />
          <MenuItem
            icon={kept ? <BookmarkX size={16} /> : <Bookmark size={16} />}
            label={text(kept ? 'message.unbookmark' : 'message.bookmark')}
            onSelect={() => start(turnBookmark(client, message))}
          />
          <MenuLine />
          <MenuItem
            icon={<Link2 size={16} />}
            label={text('message.copyLink')}
            onSelect={() => copy(location.origin + messagePath(room, id))}
          />
          <MenuItem icon={<Copy size={16} />} label={text('message.copyText')} onSelect={() => copy(body)} />
          {own && <MenuLine />}
          {own && (
            <MenuItem
              danger
              icon={<Trash2 size={16} />}
              label={text('message.delete')}
              onSelect={() => deeds.remove(message)}
            />
          )}
        </Menu>
      </div>
    </div>
  );
}

interface ButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
}

/** The menu puts its own handlers onto the button. */
function Trigger({ label, icon, ...rest }: ButtonProps & React.ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className="icon-button" aria-label={label} title={label}>
      {icon}
    </button>
  );
}

function Action({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

import { Eye, EyeOff, SendHorizontal } from 'lucide-react';
import {
  type ClipboardEvent, type KeyboardEvent, Suspense, lazy, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState,
} from 'react';
import { Face } from '../../components/avatar.tsx';
import { NotationView } from '../../components/notation-view.tsx';
import { attach, filesOf, named, pastesFiles, takeAttachments } from '../../lib/attachments.ts';
import { composerWish, editInComposer } from '../../lib/composer-bus.ts';
import { focusTimeline } from '../../lib/timeline-bus.ts';
import { start } from '../../lib/do-quietly.ts';
import { useText } from '../../lib/i18n.ts';
import { commandKey, isComposing } from '../../lib/keys.ts';
import { change, useSettings } from '../../lib/settings.ts';
import { useClient, useMe, useRoom, useStoreAtOnce, useSync } from '../../lib/use-client.ts';
import type { Message, Person, Room } from '../../sync/protocol.ts';
import { AttachButtons } from './attach-buttons.tsx';
import { Attached, useAttached } from './attached.tsx';
import { completionAt, matches } from './completion.ts';
import { tellWhatIsLeft } from './left-out.ts';
import { mayPost, maySendFiles } from './permission.ts';
import { EmojiPicker, FormatMenu, ToPicker } from './pickers.tsx';
import { TypingNote } from './typing-note.tsx';
import { UploadsNote } from './uploads-note.tsx';

const MOST_SHOWN = 8;

const NotationHelp = lazy(() => import('./notation-help.tsx').then((part) => ({ default: part.NotationHelp })));

export function Composer({ room }: { room: Room }) {
  const text = useText();
  if (!mayPost(room)) return <p className="composer composer-closed">{text('composer.forbidden')}</p>;
  return <OpenComposer room={room} />;
}

/** Where a message is written: a draft of the room, or the edit of a message. */
function OpenComposer({ room }: { room: Room }) {
  const text = useText();
  const client = useClient();
  const id = room.room_id;
  const { send } = useSettings();
  const field = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState(() => client.drafts.of(id));
  const [edited, setEdited] = useState<Message | null>(null);
  const [preview, setPreview] = useState(false);
  const [busy, setBusy] = useState(false);
  const [help, setHelp] = useState(false);
  const [caret, setCaret] = useState(0);
  /** Where the caret goes together with the text: a moment later it would jump back under who types on. */
  const [place, setPlace] = useState<{ caret: number } | null>(null);
  const [chosen, setChosen] = useState(0);
  const [closedAt, setClosedAt] = useState(-1);

  const attached = useAttached(id);
  const sendsFiles = maySendFiles(room);

  useEffect(() => start(client.rooms.loadMembers(id)), [client, id]);
  const people = usePeople(id);
  const completion = useMemo(() => completionAt(body, caret), [body, caret]);
  const offered = useMemo(
    () =>
      completion === null || completion.from === closedAt
        ? []
        : matches(people, completion.typed).slice(0, MOST_SHOWN),
    [completion, closedAt, people],
  );

  const write = useCallback(
    (next: string, nextCaret?: number) => {
      setBody(next);
      setChosen(0);
      if (edited === null) client.drafts.set(id, next);
      if (nextCaret !== undefined) {
        setCaret(nextCaret);
        setPlace({ caret: nextCaret });
      }
    },
    [client, edited, id],
  );

  const insert = useCallback(
    (piece: string, from?: number) => {
      const at = field.current?.selectionStart ?? body.length;
      const begin = from ?? at;
      write(body.slice(0, begin) + piece + body.slice(field.current?.selectionEnd ?? at), begin + piece.length);
    },
    [body, write],
  );

  const surround = (before: string, after: string): void => {
    const from = field.current?.selectionStart ?? body.length;
    const to = field.current?.selectionEnd ?? from;
    const next = body.slice(0, from) + before + body.slice(from, to) + after + body.slice(to);
    write(next, to === from ? from + before.length : to + before.length + after.length);
  };

  const endEdit = useCallback(() => {
    setEdited(null);
    setBody(client.drafts.of(id));
  }, [client, id]);

  const wish = useStoreAtOnce(composerWish);
  useEffect(() => {
    if (wish === null || wish.room !== id) return;
    composerWish.set(null);
    if (wish.kind === 'edit') {
      setEdited(wish.message);
      setBody(wish.text);
      setPlace({ caret: wish.text.length });
    } else if (wish.kind === 'insert') {
      insert(wish.text);
    } else {
      field.current?.focus();
    }
  }, [wish, id, insert]);

  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [body, preview]);

  useLayoutEffect(() => {
    if (place === null) return undefined;
    field.current?.focus();
    field.current?.setSelectionRange(place.caret, place.caret);
    // A menu that closes gives the focus back to its button a moment later.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [place]);

  const submit = (): void => {
    const trimmed = body.trim();
    if (trimmed === '' && (edited !== null || attached.length === 0)) return;
    setPreview(false);
    if (edited !== null) {
      if (busy) return;
      setBusy(true);
      const saved = client.ask('PATCH', `/v1/rooms/${id}/messages/${edited.message_id}`, { body: trimmed });
      // What was written stays in the field until the server has it.
      start(saved.then(endEdit).finally(() => setBusy(false)));
      return;
    }
    if (attached.length > 0) client.uploads.send(id, takeAttachments(id), trimmed);
    else client.post(id, trimmed);
    write('');
  };

  const addFiles = (files: readonly File[]): void => {
    tellWhatIsLeft(text, attach(id, files));
    field.current?.focus();
  };

  const onPaste = (event: ClipboardEvent): void => {
    if (!sendsFiles || !pastesFiles(event.clipboardData)) return;
    event.preventDefault();
    addFiles(filesOf(event.clipboardData).map((file) => named(file, new Date())));
  };

  const takeBack = (message: string): void => {
    if (message !== '' && edited === null) write(body === '' ? message : `${message}\n${body}`, message.length);
  };

  const complete = (person: Person): void => {
    if (completion !== null) insert(`[To:${person.account_id}]${person.name}\n`, completion.from);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const person = offered[chosen];
    if (person !== undefined && completion !== null) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setChosen((chosen + step + offered.length) % offered.length);
      } else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') complete(person);
      else if (event.key === 'Escape') setClosedAt(completion.from);
      else return;
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && sends(event, send)) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape') {
      if (edited !== null) endEdit();
      else focusTimeline(id);
    } else if (event.key === 'ArrowUp' && body === '' && !event.altKey) {
      const own = lastOwn(client.rooms.get(id)?.timeline?.messages ?? [], client.state.get().me.account_id);
      if (own !== undefined) {
        // The text is there before the browser would move its caret up, which is to its begin.
        event.preventDefault();
        editInComposer(own);
      }
    }
  };

  const hint = send === 'enter' ? text('composer.hintEnter') : text('composer.hintCtrl', { key: commandKey });
  return (
    <div className="composer">
      <TypingNote room={id} />
      <UploadsNote room={id} onGivenUp={takeBack} />
      {edited !== null && (
        <p className="composer-editing">
          {text('composer.editing')}
          <button type="button" className="text-button" onClick={endEdit}>
            {text('common.cancel')}
          </button>
        </p>
      )}
      {offered.length > 0 && (
        <ul className="completions" role="listbox" aria-label={text('composer.to')}>
          {offered.map((person, index) => (
            <li
              key={person.account_id}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => complete(person)}
            >
              <Face src={person.avatar_url} size={22} />
              {person.name} <span className="faint">{person.chatwork_id}</span>
            </li>
          ))}
        </ul>
      )}
      {preview && (
        <div className="composer-preview message-body" role="region" aria-label={text('composer.preview')}>
          {body.trim() === '' ? <span className="faint">{text('composer.previewEmpty')}</span> : <NotationView body={body} />}
        </div>
      )}
      <textarea
        ref={field}
        rows={1}
        value={body}
        enterKeyHint={send === 'enter' ? 'send' : 'enter'}
        aria-label={text('composer.placeholder')}
        placeholder={text('composer.placeholder')}
        onChange={(event) => {
          write(event.target.value);
          setCaret(event.target.selectionStart);
          setClosedAt(-1);
          if (event.target.value !== '') client.type(id);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {edited === null && <Attached room={id} />}
      <div className="composer-tools">
        {sendsFiles && <AttachButtons onFiles={addFiles} />}
        {room.type !== 'my' && <ToPicker people={people} group={room.type === 'group'} onPick={insert} />}
        <EmojiPicker onPick={insert} />
        <FormatMenu onAround={surround} onHelp={() => setHelp(true)} />
        <button
          type="button"
          className="icon-button"
          aria-label={text('composer.preview')}
          title={text('composer.preview')}
          aria-pressed={preview}
          onClick={() => setPreview(!preview)}
        >
          {preview ? <EyeOff size={18} /> : <Eye size={18} />}
        </button>
        <span className="spacer" />
        <label className="composer-choice" title={hint}>
          <input
            type="checkbox"
            checked={send === 'enter'}
            onChange={(event) => change('send', event.target.checked ? 'enter' : 'ctrl')}
          />
          {text('composer.enterSends')}
        </label>
        <button
          type="button"
          className="button button-primary composer-send"
          disabled={busy || (body.trim() === '' && (edited !== null || attached.length === 0))}
          title={hint}
          onClick={submit}
        >
          <SendHorizontal size={16} />
          <span>{text(edited === null ? 'composer.send' : 'common.save')}</span>
        </button>
      </div>
      {help && (
        <Suspense fallback={null}>
          <NotationHelp onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

function sends(event: KeyboardEvent, send: 'enter' | 'ctrl'): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  return send === 'enter' && !event.shiftKey && !event.altKey;
}

function lastOwn(messages: readonly Message[], me: number): Message | undefined {
  return messages.findLast((each) => each.account_id === me && each.kind === 'user' && !each.deleted);
}

/** The others in the room, as far as they are known. */
function usePeople(id: number): readonly Person[] {
  const client = useClient();
  const me = useMe();
  const members = useRoom(id)?.members ?? null;
  const people = useSync((state) => state.people);
  useEffect(() => {
    for (const { account_id } of members ?? []) client.wantPerson(account_id);
  }, [client, members]);
  return useMemo(
    () =>
      (members ?? [])
        .filter((member) => member.account_id !== me)
        .map((member) => people.get(member.account_id))
        .filter((person) => person !== undefined),
    [members, people, me],
  );
}

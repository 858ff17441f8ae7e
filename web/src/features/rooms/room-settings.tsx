import { type FormEvent, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { useClient } from '../../lib/use-client.ts';
import type { Room, RoomSettings } from '../../sync/protocol.ts';
import { IconChoice } from './icon-choice.tsx';

const RIGHTS: readonly [keyof RoomSettings, 'room.mayPost' | 'room.mayAddTasks' | 'room.maySendFiles' | 'room.maySeeMembers'][] = [
  ['members_may_post', 'room.mayPost'],
  ['members_may_add_tasks', 'room.mayAddTasks'],
  ['members_may_send_files', 'room.maySendFiles'],
  ['members_may_see_members', 'room.maySeeMembers'],
];

/** Name, icon, description and what members may do. */
export function RoomSettingsDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const text = useText();
  const { ask } = useClient();
  const [draft, setDraft] = useState(room);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { name, description, icon, settings } = draft;
    ask('PATCH', `/v1/rooms/${room.room_id}`, { name, description, icon, settings }).then(onClose, setFailure);
  };
  return (
    <Dialog title={text('room.settings')} onClose={onClose}>
      <form onSubmit={submit}>
        <label className="field">
          <span>{text('room.name')}</span>
          <input
            value={draft.name}
            required
            maxLength={255}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </label>
        <IconChoice value={draft.icon} onChange={(icon) => setDraft({ ...draft, icon })} />
        <label className="field">
          <span>{text('room.description')}</span>
          <textarea
            rows={4}
            value={draft.description}
            onChange={(event) => setDraft({ ...draft, description: event.target.value })}
          />
        </label>
        <fieldset className="checks">
          <legend>{text('room.rights')}</legend>
          {RIGHTS.map(([right, key]) => (
            <label key={right}>
              <input
                type="checkbox"
                checked={draft.settings[right]}
                onChange={(event) =>
                  setDraft({ ...draft, settings: { ...draft.settings, [right]: event.target.checked } })
                }
              />
              {text(key)}
            </label>
          ))}
        </fieldset>
        {failure !== null && (
          <p className="form-error" role="alert">
            {explain(text, failure)}
          </p>
        )}
        <div className="form-actions">
          <button type="submit" className="button button-primary">
            {text('common.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../../components/dialog.tsx';
import { daysBefore, isoDay, startOfDay } from '../../lib/dates.ts';
import { explain } from '../../lib/failures.ts';
import { useText } from '../../lib/i18n.ts';
import { messagePath } from '../../lib/message-ids.ts';
import { revealInTimeline } from '../../lib/timeline-bus.ts';
import { useClient } from '../../lib/use-client.ts';
import type { MessagePage } from '../../sync/protocol.ts';

const STEPS = [
  ['timeline.yesterday', 1],
  ['timeline.lastWeek', 7],
  ['timeline.lastMonth', 30],
  ['timeline.lastYear', 365],
] as const;

interface Props {
  readonly room: number;
  /** A time of the day that is offered first. */
  readonly at: number;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** Leads to the first message of a day, or the first one after it. */
export function JumpToDate({ room, at, onEnd, onClose }: Props) {
  const text = useText();
  const { ask } = useClient();
  const [, navigate] = useLocation();
  const [date, setDate] = useState(isoDay(at));
  const [failure, setFailure] = useState<unknown>(null);
  const go = async (since: number): Promise<void> => {
    const page = await ask<MessagePage>('GET', `/v1/rooms/${room}/messages?since=${since}&limit=1`);
    const first = page.messages[0];
    onClose();
    if (first === undefined) {
      onEnd();
    } else {
      navigate(messagePath(room, first.message_id));
      revealInTimeline(room, first.sequence);
    }
  };
  const jump = (since: number): void => {
    setFailure(null);
    go(since).catch(setFailure);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    jump(startOfDay(date));
  };
  return (
    <Dialog title={text('timeline.toDate')} onClose={onClose}>
      <form className="jump" onSubmit={submit}>
        <input
          type="date"
          required
          data-focus
          aria-label={text('timeline.toDate')}
          value={date}
          max={isoDay(Date.now())}
          onChange={(event) => setDate(event.target.value)}
        />
        <button type="submit" className="button button-primary">
          {text('timeline.go')}
        </button>
      </form>
      <div className="jump-steps">
        {STEPS.map(([key, days]) => (
          <button key={key} type="button" className="button" onClick={() => jump(daysBefore(days, Date.now()))}>
            {text(key)}
          </button>
        ))}
        <button type="button" className="button" onClick={() => jump(0)}>
          {text('timeline.beginning')}
        </button>
      </div>
      {failure !== null && (
        <p className="form-error" role="alert">
          {explain(text, failure)}
        </p>
      )}
    </Dialog>
  );
}

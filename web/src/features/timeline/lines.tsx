import { day } from '../../lib/dates.ts';
import { useLanguage, useText } from '../../lib/i18n.ts';

/** Where a day begins. It stays in sight for as long as the day does, and leads to other days. */
export function DayLine({ at, onPick }: { at: number; onPick: () => void }) {
  const text = useText();
  const language = useLanguage();
  return (
    <>
      <hr className="day-rule" />
      <h2 className="day">
        <button type="button" title={text('timeline.toDate')} onClick={onPick}>
          {day(language, at)}
        </button>
      </h2>
    </>
  );
}

export function UnreadLine() {
  const text = useText();
  return (
    <div className="unread-line">
      <span>{text('timeline.unreadLine')}</span>
    </div>
  );
}

const LENGTHS = ['long', 'short', 'middle', 'long', 'middle', 'short'] as const;

/** Stands where messages will be. */
export function Skeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      {LENGTHS.map((length, index) => (
        <div key={index} className="message">
          <i className="skeleton-picture" />
          <div>
            <i className="skeleton-name" />
            <i className={`skeleton-text skeleton-${length}`} />
          </div>
        </div>
      ))}
    </div>
  );
}

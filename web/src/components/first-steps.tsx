import { Plus, UserPlus, UserRound } from 'lucide-react';
import { Link } from 'wouter';
import { useText } from '../lib/i18n.ts';
import { useSync } from '../lib/use-client.ts';
import { showWindow } from '../lib/windows.ts';

/** For who has no chat yet but their own: what to do first. */
export function FirstSteps() {
  const text = useText();
  const alone = useSync((state) => state.rooms.size <= 1);
  if (!alone) return null;
  return (
    <section className="first-steps">
      <h2>{text('first.title')}</h2>
      <Link to="/contacts" className="button">
        <UserPlus size={17} /> {text('first.people')}
      </Link>
      <button type="button" className="button" onClick={() => showWindow('group')}>
        <Plus size={17} /> {text('first.group')}
      </button>
      <Link to="/settings" className="button">
        <UserRound size={17} /> {text('first.profile')}
      </Link>
    </section>
  );
}

import { ArrowRightLeft, CheckSquare, MessagesSquare, Search, Settings2, Users } from 'lucide-react';
import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { Avatar } from '../components/avatar.tsx';
import { Swallow } from '../components/swallow.tsx';
import { ContactsPage } from '../features/contacts/contacts-page.tsx';
import { JoinPage } from '../features/contacts/join-page.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { ShortcutSheet } from '../features/palette/shortcut-sheet.tsx';
import { RoomList } from '../features/rooms/room-list.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { TasksPage } from '../features/tasks/tasks-page.tsx';
import { useText } from '../lib/i18n.ts';
import { commandKey } from '../lib/keys.ts';
import { useClient, useMe, useStore, useSync } from '../lib/use-client.ts';
import { useNotifications } from './notifications.ts';
import { RoomPage } from './room-page.tsx';
import { useShortcuts } from './shortcuts.ts';

const SearchPage = lazy(() =>
  import('../features/search/search-page.tsx').then((part) => ({ default: part.SearchPage })),
);

/** The rail, the list of chats and what is open beside it. */
export function Shell() {
  const client = useClient();
  const text = useText();
  const ready = useStore(client.ready);
  const [over, setOver] = useState<'palette' | 'keys' | null>(null);
  const [path] = useLocation();
  useNotifications();
  useShortcuts(setOver);
  useEffect(() => {
    if (!path.startsWith('/rooms/')) client.view([]);
  }, [client, path]);
  if (!ready) return <p className="page-note">{text('app.loading')}</p>;
  const inRoom = path.startsWith('/rooms/');
  return (
    <div className={inRoom ? 'shell shell-detail' : path === '/' ? 'shell' : 'shell shell-page'}>
      <Rail onPalette={() => setOver('palette')} />
      <RoomList />
      <main className="main">
        <ConnectionNote />
        <Switch>
          <Route path="/rooms/:room/:message?">
            {({ room, message }) => <RoomPage key={room} id={Number(room)} message={message ?? null} />}
          </Route>
          <Route path="/search">
            <Suspense fallback={null}>
              <SearchPage />
            </Suspense>
          </Route>
          <Route path="/tasks" component={TasksPage} />
          <Route path="/contacts" component={ContactsPage} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/g/:code">{({ code }) => <JoinPage code={code} />}</Route>
          <Route path="/" component={Nothing} />
          <Route>
            <Redirect to="/" />
          </Route>
        </Switch>
      </main>
      {over === 'palette' && <Palette onClose={() => setOver(null)} onKeys={() => setOver('keys')} />}
      {over === 'keys' && <ShortcutSheet onClose={() => setOver(null)} />}
    </div>
  );
}

function Nothing() {
  const text = useText();
  return (
    <div className="nothing">
      <Swallow size={72} />
      <p>{text('rooms.choose', { key: `${commandKey}+K` })}</p>
    </div>
  );
}

function ConnectionNote() {
  const text = useText();
  const connection = useStore(useClient().connection.state);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (connection === 'live') return undefined;
    const timer = setTimeout(() => setLate(true), 1_500);
    return () => clearTimeout(timer);
  }, [connection]);
  if (connection === 'live' || !late) return null;
  return (
    <p className="connection-note" role="status">
      {text(connection === 'connecting' ? 'app.connecting' : 'app.offline')}
    </p>
  );
}

function Rail({ onPalette }: { onPalette: () => void }) {
  const text = useText();
  const me = useMe();
  const tasks = useSync((state) => {
    let open = 0;
    for (const { room } of state.rooms.values()) open += room.open_tasks;
    return open;
  });
  const requests = useSync((state) => {
    let incoming = 0;
    for (const request of state.requests.values()) if (request.to.account_id === me) incoming++;
    return incoming;
  });
  const [path] = useLocation();
  const inChats = path === '/' || path.startsWith('/rooms/');
  return (
    <nav className="rail" aria-label={text('app.name')}>
      <div className="rail-mark">
        <Swallow size={26} />
      </div>
      <RailLink to="/" label={text('rail.chats')} here={inChats} icon={<MessagesSquare />} />
      <RailLink to="/search" label={text('rail.search')} here={path === '/search'} icon={<Search />} />
      <RailLink to="/tasks" label={text('rail.tasks')} here={path === '/tasks'} count={tasks} icon={<CheckSquare />} />
      <RailLink
        to="/contacts"
        label={text('rail.contacts')}
        here={path === '/contacts'}
        count={requests}
        icon={<Users />}
      />
      <button type="button" className="rail-link" onClick={onPalette} title={`${commandKey}+K`}>
        <ArrowRightLeft />
        <span>{text('rail.palette')}</span>
      </button>
      <div className="rail-space" />
      <RailLink to="/settings" label={text('rail.settings')} here={path === '/settings'} icon={<Settings2 />} />
      <Link to="/settings" className="rail-me" aria-label={text('settings.profile')}>
        <Avatar id={me} size={32} />
      </Link>
    </nav>
  );
}

interface RailLinkProps {
  readonly to: string;
  readonly label: string;
  readonly here: boolean;
  readonly icon: ReactNode;
  readonly count?: number;
}

function RailLink({ to, label, here, icon, count = 0 }: RailLinkProps) {
  return (
    <Link to={to} className="rail-link" aria-current={here ? 'page' : undefined}>
      {icon}
      <span>{label}</span>
      {count > 0 && <b className="badge">{count > 99 ? '99+' : count}</b>}
    </Link>
  );
}

import { ArrowRightLeft, Bookmark, CheckSquare, MessagesSquare, Search, Settings2, Users } from 'lucide-react';
import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { Avatar } from '../components/avatar.tsx';
import { Boundary } from '../components/boundary.tsx';
import { FirstSteps } from '../components/first-steps.tsx';
import { Swallow } from '../components/swallow.tsx';
import { RoomList } from '../features/rooms/room-list.tsx';
import { explain } from '../lib/failures.ts';
import { useText } from '../lib/i18n.ts';
import { commandKey } from '../lib/keys.ts';
import { showWindow } from '../lib/windows.ts';
import { useClient, useMe, useStore, useSync } from '../lib/use-client.ts';
import { useAccountSettings } from './account-settings.ts';
import { useNotifications } from './notifications.ts';
import { RoomPage } from './room-page.tsx';
import { useShortcuts } from './shortcuts.ts';
import { Windows } from './windows.tsx';

const TasksPage = lazy(() => import('../features/tasks/tasks-page.tsx').then((part) => ({ default: part.TasksPage })));
const BookmarksPage = lazy(() =>
  import('../features/bookmarks/bookmarks-page.tsx').then((part) => ({ default: part.BookmarksPage })),
);
const ContactsPage = lazy(() =>
  import('../features/contacts/contacts-page.tsx').then((part) => ({ default: part.ContactsPage })),
);
const SettingsPage = lazy(() =>
  import('../features/settings/settings-page.tsx').then((part) => ({ default: part.SettingsPage })),
);
const StoragePage = lazy(() =>
  import('../features/files/storage-page.tsx').then((part) => ({ default: part.StoragePage })),
);
const JoinPage = lazy(() => import('../features/contacts/join-page.tsx').then((part) => ({ default: part.JoinPage })));

const SearchPage = lazy(() =>
  import('../features/search/search-page.tsx').then((part) => ({ default: part.SearchPage })),
);

/** The rail, the list of chats and what is open beside it. */
export function Shell() {
  const client = useClient();
  const text = useText();
  const ready = useStore(client.ready);
  const [path] = useLocation();
  useNotifications();
  useAccountSettings();
  useShortcuts();
  useEffect(() => {
    if (!path.startsWith('/rooms/')) client.view([]);
  }, [client, path]);
  if (!ready) return <Opening />;
  const inRoom = path.startsWith('/rooms/');
  // A page or a room, whatever message of it.
  const place = path.split('/', 3).join('/');
  return (
    <div className={inRoom ? 'shell shell-detail' : path === '/' ? 'shell' : 'shell shell-page'}>
      <a href="#main" className="skip-link">
        {text('app.skip')}
      </a>
      <Rail />
      <RoomList />
      <main className="main" id="main" tabIndex={-1}>
        <ConnectionNote />
        <Boundary key={place}>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/rooms/:room/:message?">
                {({ room, message }) => <RoomPage key={room} id={Number(room)} message={message ?? null} />}
              </Route>
              <Route path="/search" component={SearchPage} />
              <Route path="/tasks" component={TasksPage} />
              <Route path="/bookmarks" component={BookmarksPage} />
              <Route path="/contacts" component={ContactsPage} />
              <Route path="/settings" component={SettingsPage} />
              <Route path="/storage" component={StoragePage} />
              <Route path="/g/:code">{({ code }) => <JoinPage code={code} />}</Route>
              <Route path="/" component={Nothing} />
              <Route>
                <Redirect to="/" />
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </main>
      <Windows />
    </div>
  );
}

function Opening() {
  const text = useText();
  const trouble = useStore(useClient().trouble);
  return (
    <div className="opening" role="status">
      <Swallow size={56} />
      <p>{text('app.loading')}</p>
      {trouble !== null && <p className="opening-trouble">{text('app.retrying', { reason: explain(text, trouble) })}</p>}
      <ConnectionNote />
    </div>
  );
}

function Nothing() {
  const text = useText();
  return (
    <div className="nothing">
      <Swallow size={72} />
      <p>{text('rooms.choose', { key: `${commandKey}+K` })}</p>
      <FirstSteps />
    </div>
  );
}

/** A short break is nobody's business; a longer one is told. */
const CALM_MILLIS = 1_500;

function ConnectionNote() {
  const text = useText();
  const connection = useStore(useClient().connection.state);
  const [late, setLate] = useState(false);
  const live = connection === 'live';
  useEffect(() => {
    setLate(false);
    if (live) return undefined;
    const timer = setTimeout(() => setLate(true), CALM_MILLIS);
    return () => clearTimeout(timer);
  }, [live]);
  if (live || !late) return null;
  return (
    <p className="connection-note" role="status">
      <i className="dot" /> {text(connection === 'connecting' ? 'app.connecting' : 'app.offline')}
    </p>
  );
}

function Rail() {
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
      <RailLink to="/bookmarks" label={text('rail.bookmarks')} here={path === '/bookmarks'} icon={<Bookmark />} />
      <RailLink
        to="/contacts"
        label={text('rail.contacts')}
        here={path === '/contacts'}
        count={requests}
        icon={<Users />}
      />
      <button
        type="button"
        className="rail-link rail-palette"
        onClick={() => showWindow('palette')}
        title={`${commandKey}+K`}
      >
        <ArrowRightLeft />
        <span>{text('rail.palette')}</span>
      </button>
      <div className="rail-space" />
      <RailLink to="/settings" label={text('rail.settings')} here={path === '/settings' || path === '/storage'} icon={<Settings2 />} />
      <Link to="/settings" className="rail-me" aria-label={text('settings.profile')}>
        <Avatar id={me} size={34} />
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

const MOST_COUNTED = 99;

function RailLink({ to, label, here, icon, count = 0 }: RailLinkProps) {
  return (
    <Link to={to} className="rail-link" aria-current={here ? 'page' : undefined}>
      {icon}
      <span>{label}</span>
      {count > 0 && <b className="badge">{count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}</b>}
    </Link>
  );
}

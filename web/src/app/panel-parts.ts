import { lazy } from 'react';
import { Search } from 'lucide-react';
import { Overview } from '../features/panel/overview.tsx';
import { RoomFiles } from '../features/panel/room-files.tsx';
import type { Part } from '../features/panel/room-panel.tsx';
import { RoomTasks } from '../features/panel/room-tasks.tsx';

const RoomSearch = lazy(() =>
  import('../features/search/room-search.tsx').then((part) => ({ default: part.RoomSearch })),
);

/** What the panel beside a chat shows, in the order of the tabs. */
export const PANEL_PARTS: readonly Part[] = [
  { part: 'overview', title: 'room.overview', count: () => 0, View: Overview },
  { part: 'tasks', title: 'tasks.title', count: (room) => room.open_tasks, View: RoomTasks },
  { part: 'files', title: 'files.title', count: (room) => room.files, View: RoomFiles },
  { part: 'search', title: 'room.search', count: () => 0, View: RoomSearch, Icon: Search },
];

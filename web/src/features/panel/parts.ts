import type { ComponentType } from 'react';
import type { TextKey } from '../../lib/catalogue-en.ts';
import type { PanelPart } from '../../lib/panel.ts';
import type { Room } from '../../sync/protocol.ts';
import type { RoomState } from '../../sync/state.ts';
import { Overview } from './overview.tsx';
import { RoomFiles } from './room-files.tsx';
import { RoomTasks } from './room-tasks.tsx';

interface Part {
  readonly part: PanelPart;
  readonly title: TextKey;
  /** The number beside the title; 0 for none. */
  readonly count: (room: Room) => number;
  readonly View: ComponentType<{ state: RoomState }>;
}

/** In the order of their tabs. */
export const PANEL_PARTS: readonly Part[] = [
  { part: 'overview', title: 'room.overview', count: () => 0, View: Overview },
  { part: 'tasks', title: 'tasks.title', count: (room) => room.open_tasks, View: RoomTasks },
  { part: 'files', title: 'files.title', count: (room) => room.files, View: RoomFiles },
];

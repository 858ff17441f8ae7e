import {
  Beer, Briefcase, CalendarDays, Check, Coffee, FileText, FolderKanban, GraduationCap, Heart, Lightbulb, Music, Plane,
  Presentation, Shield, Star, Trophy, Users,
} from 'lucide-react';

/** The groups' icons, by the names that the server knows. */
export const ROOM_ICONS = {
  group: Users,
  check: Check,
  document: FileText,
  meeting: Presentation,
  event: CalendarDays,
  project: FolderKanban,
  business: Briefcase,
  study: GraduationCap,
  security: Shield,
  star: Star,
  idea: Lightbulb,
  heart: Heart,
  magcup: Coffee,
  beer: Beer,
  music: Music,
  sports: Trophy,
  travel: Plane,
} as const;

export type RoomIconName = keyof typeof ROOM_ICONS;

export const ROOM_ICON_NAMES = Object.keys(ROOM_ICONS) as RoomIconName[];

/** One of eight colours, always the same for a room; ids that follow each other differ. */
function hueOf(room: number): number {
  return Math.imul(room ^ (room >>> 6), 0x9e3779b1) >>> 29;
}

/** @param room whose colour it has; 0 for none's */
export function RoomIcon({ icon, room, size = 36 }: { icon: string; room: number; size?: number }) {
  const Picture = ROOM_ICONS[icon as RoomIconName] ?? Users;
  const hue = room === 0 ? 'room-icon-plain' : `room-icon-${hueOf(room)}`;
  return (
    <span className={`room-icon ${hue}`} style={{ width: size, height: size }} aria-hidden="true">
      <Picture size={Math.round(size * 0.56)} strokeWidth={2.1} />
    </span>
  );
}

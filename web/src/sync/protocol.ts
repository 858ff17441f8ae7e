/**
 * What the server says and hears: docs/spec/api-v1.md (shapes) and docs/spec/live-stream.md (frames).
 * Times are milliseconds since 1970.
 */

export const PROTOCOL = 1;

export type RoomType = 'my' | 'direct' | 'group';
export type Role = 'admin' | 'member' | 'readonly';
export type Attention = 'all' | 'mentions' | 'none';
export type TaskStatus = 'open' | 'done';

export interface RoomSettings {
  readonly members_may_post: boolean;
  readonly members_may_add_tasks: boolean;
  readonly members_may_send_files: boolean;
  readonly members_may_see_members: boolean;
}

export interface Room {
  readonly room_id: number;
  readonly type: RoomType;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly settings: RoomSettings;
  readonly role: Role;
  readonly partner_id: number | null;
  readonly pinned: boolean;
  readonly attention: Attention;
  readonly read_up_to: number;
  readonly unread: number;
  readonly mentions: number;
  readonly open_tasks: number;
  readonly members: number;
  readonly last_sequence: number;
  readonly files: number;
  readonly tasks: number;
  readonly version: number;
  readonly updated_at: number;
}

export interface Reaction {
  readonly reaction: string;
  readonly account_ids: readonly number[];
}

export interface Message {
  readonly message_id: string;
  readonly room_id: number;
  readonly sequence: number;
  readonly account_id: number;
  readonly kind: 'user' | 'system';
  readonly body: string;
  readonly deleted: boolean;
  readonly sent_at: number;
  readonly edited_at: number | null;
  readonly edits: number;
  readonly reactions: readonly Reaction[];
}

export const FILE_KINDS = ['image', 'video', 'audio', 'document', 'archive', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What the server found by looking into a file. */
export interface FileFound {
  readonly state: 'new' | 'fine' | 'quarantined';
  readonly preview: 'none' | 'picture' | 'text';
  readonly width: number;
  readonly height: number;
}

export interface RoomFile extends FileFound {
  readonly file_id: number;
  readonly room_id: number;
  readonly uploader_id: number;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
  readonly kind: FileKind;
  readonly sequence: number;
  readonly uploaded_at: number;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  readonly files: readonly RoomFile[];
  readonly first_sequence: number;
  readonly last_sequence: number;
}

export interface Deadline {
  readonly type: 'none' | 'date' | 'time';
  readonly at?: number;
}

export interface Task {
  readonly task_id: number;
  readonly room_id: number;
  readonly assignee_id: number;
  readonly assigned_by_id: number;
  readonly body: string;
  readonly deadline: Deadline;
  readonly status: TaskStatus;
  readonly sequence: number;
  readonly created_at: number;
  readonly done_at: number | null;
}

export interface Member {
  readonly account_id: number;
  readonly role: Role;
}

export interface Person {
  readonly account_id: number;
  readonly name: string;
  readonly chatwork_id: string;
  readonly organization_id: number;
  readonly organization_name: string;
  readonly department: string;
  readonly title: string;
  readonly url: string;
  readonly introduction: string;
  readonly mail: string;
  readonly tel_organization: string;
  readonly tel_extension: string;
  readonly tel_mobile: string;
  readonly skype: string;
  readonly facebook: string;
  readonly twitter: string;
  readonly avatar_url: string;
  readonly status_text: string;
  readonly active: boolean;
}

export interface OwnPerson extends Person {
  readonly login_email: string;
  readonly my_room_id: number;
  readonly avatar: string;
}

export interface Session {
  readonly account: OwnPerson;
  readonly csrf_token: string | null;
}

export interface ContactRequest {
  readonly request_id: number;
  readonly from: Person;
  readonly to: Person;
  readonly message: string;
  readonly at: number;
}

export interface Contact {
  readonly person: Person;
  readonly room_id: number | null;
}

export interface Category {
  readonly category_id: number;
  readonly name: string;
  readonly room_ids: readonly number[];
}

export interface Link {
  readonly code: string;
  readonly url: string;
  readonly needs_approval: boolean;
  readonly description: string;
}

export interface JoinRequest {
  readonly account_id: number;
  readonly person: Person;
  readonly at: number;
}

export interface ReadState {
  readonly read_up_to: number;
  readonly unread: number;
  readonly mentions: number;
}

export interface Mentions {
  readonly account_ids: readonly number[];
  readonly all: boolean;
}

/** One public event of a room; rule LS9. */
export type RoomChange =
  | { readonly type: 'hidden' }
  | {
      readonly type: 'message_posted';
      readonly message: Message;
      readonly mentions: Mentions;
      readonly marked_read: boolean;
    }
  | {
      readonly type: 'message_edited';
      readonly sequence: number;
      readonly body: string;
      readonly edited_at: number;
      readonly mentions: Mentions;
    }
  | { readonly type: 'message_deleted'; readonly sequence: number }
  | {
      readonly type: 'reaction_added' | 'reaction_removed';
      readonly sequence: number;
      readonly account_id: number;
      readonly reaction: string;
    }
  | { readonly type: 'room_edited'; readonly name: string; readonly description: string; readonly icon: string }
  | { readonly type: 'room_settings_changed'; readonly settings: RoomSettings }
  | { readonly type: 'members_changed'; readonly entered: readonly Member[]; readonly removed: readonly number[] }
  | { readonly type: 'join_requested' | 'join_declined'; readonly account_id: number }
  | { readonly type: 'link_changed'; readonly link: Link | null }
  | { readonly type: 'task_added'; readonly task: Task }
  | {
      readonly type: 'task_edited';
      readonly task_id: number;
      readonly assignee_id: number;
      readonly body: string;
      readonly deadline: Deadline;
    }
  | {
      readonly type: 'task_status_changed';
      readonly task_id: number;
      readonly status: TaskStatus;
      readonly account_id: number;
      readonly at: number;
    }
  | { readonly type: 'task_deleted'; readonly task_id: number }
  | { readonly type: 'file_attached'; readonly file: RoomFile }
  | ({ readonly type: 'file_examined'; readonly file_id: number } & FileFound)
  | { readonly type: 'file_deleted'; readonly file_id: number }
  | { readonly type: 'room_created' | 'room_deleted' };

/** What concerns one account; rule LS11. */
export type AccountChange =
  | { readonly type: 'room_added'; readonly room: Room }
  | { readonly type: 'room_removed'; readonly room_id: number }
  | ({ readonly type: 'read_marker_moved'; readonly room_id: number } & ReadState)
  | {
      readonly type: 'room_arranged';
      readonly room_id: number;
      readonly pinned: boolean;
      readonly attention: Attention;
    }
  | { readonly type: 'categories_changed'; readonly categories: readonly Category[] }
  | { readonly type: 'bookmark_added' | 'bookmark_removed'; readonly message_id: string }
  | { readonly type: 'preference_changed'; readonly name: string; readonly value: string }
  | { readonly type: 'contact_request_received' | 'contact_request_sent'; readonly request: ContactRequest }
  | { readonly type: 'contact_request_closed'; readonly request_id: number }
  | { readonly type: 'contact_added'; readonly account_id: number; readonly room_id: number | null }
  | { readonly type: 'contact_removed'; readonly account_id: number }
  | { readonly type: 'contacts_changed' }
  | { readonly type: 'person_changed'; readonly person: Person };

export interface RoomFrame {
  readonly type: 'room';
  readonly room_id: number;
  readonly from: number;
  readonly version: number;
  readonly changes: readonly RoomChange[];
}

export type ServerFrame =
  | {
      readonly type: 'hello';
      readonly protocol: number;
      readonly account_id: number;
      readonly connection: string;
      readonly server_time: number;
      readonly heartbeat: number;
    }
  | RoomFrame
  | { readonly type: 'account'; readonly change: AccountChange }
  | { readonly type: 'typing'; readonly room_id: number; readonly account_ids: readonly number[] }
  | {
      readonly type: 'presence';
      readonly room_id: number;
      readonly active: readonly number[];
      readonly away: readonly number[];
    }
  | { readonly type: 'resync'; readonly rooms: readonly number[] }
  | { readonly type: 'resumed' }
  | { readonly type: 'pong' };

export type ClientFrame =
  | { readonly type: 'resume'; readonly rooms: readonly (readonly [number, number])[] }
  | { readonly type: 'viewing'; readonly room_ids: readonly number[] }
  | { readonly type: 'typing'; readonly room_id: number }
  | { readonly type: 'presence'; readonly state: 'active' | 'away' }
  | { readonly type: 'ping' };

/** The stream's close codes that a client treats in a way of their own. */
export const CloseCode = { signedOut: 4001, tooManyConnections: 4008 } as const;

/**
 * Reads a frame of a known protocol. The server is trusted in its shapes, not in its novelty: a frame
 * of a type that this client does not know is null, to be skipped.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function readFrame(text: string): ServerFrame | null {
  const frame = JSON.parse(text) as { type?: unknown };
  return typeof frame.type === 'string' && KNOWN.has(frame.type) ? (frame as ServerFrame) : null;
}

const KNOWN: ReadonlySet<string> = new Set<ServerFrame['type']>([
  'hello',
  'room',
  'account',
  'typing',
  'presence',
  'resync',
  'resumed',
  'pong',
]);

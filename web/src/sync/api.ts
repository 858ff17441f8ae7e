import type { Ask } from './ports.ts';
import type {
  Category,
  Contact,
  ContactRequest,
  Member,
  Message,
  MessagePage,
  OwnPerson,
  Person,
  Room,
  Task,
} from './protocol.ts';

/** The reads that the sync engine makes. */
export interface Reads {
  rooms(): Promise<readonly Room[]>;
  room(id: number): Promise<Room>;
  page(id: number, query: string): Promise<readonly Message[]>;
  members(id: number): Promise<readonly Member[]>;
  tasks(id: number): Promise<readonly Task[]>;
  people(ids: readonly number[]): Promise<readonly Person[]>;
  account(): Promise<AccountParts>;
}

export interface AccountParts {
  readonly me: OwnPerson;
  readonly contacts: readonly Contact[];
  readonly requests: readonly ContactRequest[];
  readonly categories: readonly Category[];
  readonly bookmarks: readonly string[];
  readonly preferences: Readonly<Record<string, string>>;
}

/** @param onPage is told each page of messages, for the files that came with them */
export function reads(ask: Ask, onPage: (room: number, page: MessagePage) => void = () => undefined): Reads {
  const get = <T>(path: string): Promise<T> => ask<T>('GET', path);
  return {
    rooms: async () => (await get<{ rooms: Room[] }>('/v1/rooms')).rooms,
    room: (id) => get<Room>(`/v1/rooms/${id}`),
    page: async (id, query) => {
      const page = await get<MessagePage>(`/v1/rooms/${id}/messages?${query}`);
      onPage(id, page);
      return page.messages;
    },
    members: async (id) => (await get<{ members: Member[] }>(`/v1/rooms/${id}/members`)).members,
    tasks: async (id) => (await get<{ tasks: Task[] }>(`/v1/rooms/${id}/tasks?limit=100`)).tasks,
    people: async (ids) => (await get<{ people: Person[] }>(`/v1/people?ids=${ids.join(',')}`)).people,
    account: async () => {
      const [me, contacts, requests, categories, bookmarks, preferences] = await Promise.all([
        get<OwnPerson>('/v1/me'),
        get<{ contacts: Contact[] }>('/v1/contacts'),
        get<{ incoming: ContactRequest[]; outgoing: ContactRequest[] }>('/v1/contact-requests'),
        get<{ categories: Category[] }>('/v1/categories'),
        get<{ message_ids: string[] }>('/v1/bookmarks?limit=1'),
        get<Record<string, string>>('/v1/me/preferences'),
      ]);
      return {
        me,
        contacts: contacts.contacts,
        requests: [...requests.incoming, ...requests.outgoing],
        categories: categories.categories,
        bookmarks: bookmarks.message_ids,
        preferences,
      };
    },
  };
}

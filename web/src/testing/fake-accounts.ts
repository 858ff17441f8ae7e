import type { AccountChange, Category, Contact, ContactRequest, OwnPerson, Person } from '../sync/protocol.ts';
import { ownPerson } from './people.ts';

interface Account {
  person: OwnPerson;
  readonly bookmarks: Set<string>;
  readonly preferences: Map<string, string>;
  categories: readonly Category[];
  readonly contacts: Set<number>;
}

type Tell = (account: number, change: AccountChange) => void;

/** What belongs to accounts and to no room, on the server of the tests. */
export class FakeAccounts {
  readonly #accounts = new Map<number, Account>();
  readonly #requests = new Map<number, ContactRequest>();
  readonly #tell: Tell;
  readonly #meet: (one: number, other: number) => boolean;
  #nextId = 1;

  /** @param meet whether two accounts are in a room together */
  constructor(tell: Tell, meet: (one: number, other: number) => boolean) {
    this.#tell = tell;
    this.#meet = meet;
  }

  /** The answer to a request below `/v1`. */
  read(account: number, what: string, query: URLSearchParams): unknown {
    const known = this.#of(account);
    switch (what) {
      case 'session':
        return { account: known.person, csrf_token: null };
      case 'people':
        return { people: (query.get('ids') ?? '').split(',').map((id) => this.#person(Number(id))) };
      case 'me':
        return known.person;
      case 'contacts':
        return { contacts: [...known.contacts].sort((a, b) => a - b).map((id): Contact => this.#contact(id)) };
      case 'contact-requests': {
        const all = [...this.#requests.values()];
        return {
          incoming: all.filter(({ to }) => to.account_id === account),
          outgoing: all.filter(({ from }) => from.account_id === account),
        };
      }
      case 'categories':
        return { categories: known.categories };
      case 'bookmarks':
        return { message_ids: [...known.bookmarks], bookmarks: [] };
      case 'me/preferences':
        return Object.fromEntries(known.preferences);
      default:
        throw new Error(`nobody reads ${what} here`);
    }
  }

  turnBookmark(account: number, message_id: string): void {
    const { bookmarks } = this.#of(account);
    const added = !bookmarks.delete(message_id);
    if (added) bookmarks.add(message_id);
    this.#tell(account, { type: added ? 'bookmark_added' : 'bookmark_removed', message_id });
  }

  /** @param value empty to forget it */
  prefer(account: number, name: string, value: string): void {
    const { preferences } = this.#of(account);
    if (value === '') preferences.delete(name);
    else preferences.set(name, value);
    this.#tell(account, { type: 'preference_changed', name, value });
  }

  categorize(account: number, room_ids: readonly number[]): void {
    const known = this.#of(account);
    known.categories = [{ category_id: this.#nextId++, name: 'of mine', room_ids }];
    this.#tell(account, { type: 'categories_changed', categories: known.categories });
  }

  rename(account: number, name: string): void {
    const known = this.#of(account);
    known.person = { ...known.person, name };
    for (const [other, { contacts }] of this.#accounts) {
      if (other === account || contacts.has(account) || this.#meet(account, other)) this.#tell(other, { type: 'person_changed', person: known.person });
    }
  }

  /** They become colleagues, and of each other's contacts by that, or cease to be. */
  hire(a: number, b: number): void {
    const ends = this.#of(a).contacts.has(b);
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (ends) this.#of(one).contacts.delete(other);
      else this.#of(one).contacts.add(other);
      this.#tell(one, { type: 'contacts_changed' });
    }
  }

  /** One step further: strangers ask, who is asked accepts or refuses, contacts part. */
  meet(a: number, b: number, accepts: boolean): void {
    const open = [...this.#requests.values()].find(
      ({ from, to }) => [from.account_id, to.account_id].includes(a) && [from.account_id, to.account_id].includes(b),
    );
    if (open !== undefined) this.#close(open, accepts);
    else if (this.#of(a).contacts.has(b)) this.#part(a, b);
    else this.#request(a, b);
  }

  #request(from: number, to: number): void {
    const request: ContactRequest = {
      request_id: this.#nextId++,
      from: this.#person(from),
      to: this.#person(to),
      message: 'hello',
      at: 0,
    };
    this.#requests.set(request.request_id, request);
    this.#tell(from, { type: 'contact_request_sent', request });
    this.#tell(to, { type: 'contact_request_received', request });
  }

  #close({ request_id, from, to }: ContactRequest, accepts: boolean): void {
    this.#requests.delete(request_id);
    for (const [one, other] of [
      [from.account_id, to.account_id],
      [to.account_id, from.account_id],
    ] as const) {
      this.#tell(one, { type: 'contact_request_closed', request_id });
      if (!accepts) continue;
      this.#of(one).contacts.add(other);
      this.#tell(one, { type: 'contact_added', account_id: other, room_id: null });
    }
  }

  #part(a: number, b: number): void {
    this.#of(a).contacts.delete(b);
    this.#of(b).contacts.delete(a);
    this.#tell(a, { type: 'contact_removed', account_id: b });
    this.#tell(b, { type: 'contact_removed', account_id: a });
  }

  #contact(id: number): Contact {
    return { person: this.#person(id), room_id: null };
  }

  person(id: number): Person {
    return this.#person(id);
  }

  #person(id: number): Person {
    return this.#of(id).person;
  }

  #of(id: number): Account {
    const known = this.#accounts.get(id) ?? {
      person: ownPerson(id),
      bookmarks: new Set(),
      preferences: new Map(),
      categories: [],
      contacts: new Set(),
    };
    this.#accounts.set(id, known);
    return known;
  }
}

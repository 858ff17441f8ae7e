/** What the sync engine is handed: its socket, its requests, its clock, its memory. */

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketEvents {
  onMessage(text: string): void;
  /** Called exactly once, also where the socket never opened. */
  onClose(code: number): void;
}

/** @param path with the query, from the server's root */
export type OpenSocket = (path: string, events: SocketEvents) => Socket;

export interface Clock {
  now(): number;
  /** Returns what takes the call back. */
  after(milliseconds: number, call: () => void): () => void;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the server; the answer's JSON, undefined for 204. Throws {@link ApiFailure} or {@link Unreachable}. */
export type Ask = <T>(method: Method, path: string, body?: unknown, options?: AskOptions) => Promise<T>;

export interface AskOptions {
  readonly idempotencyKey?: string;
}

/** The server answered, with an error. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    /** Stable, for programs. */
    readonly code: string,
    title: string,
    /** The field that is to blame, if one is. */
    readonly field: string | null = null,
  ) {
    super(title);
  }

  /** Whether the same request may go well a little later. */
  get passing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** No answer: it is not known whether the server heard. */
export class Unreachable extends Error {}

/** Keeps texts over reloads, on this device. All tabs of a browser share one, so each thing has a key of its own. */
export interface Memory {
  /** Those that begin with the prefix, in no order. */
  keys(prefix: string): readonly string[];
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

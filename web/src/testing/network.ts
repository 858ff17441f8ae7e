import { type Ask, type OpenSocket, type SocketEvents, Unreachable } from '../sync/ports.ts';
import type { ClientFrame } from '../sync/protocol.ts';
import type { FakeConnection, FakeServer } from './fake-server.ts';
import type { Random } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * Between clients and the server: everything takes its time, requests and frames overtake each other,
 * requests and answers get lost, sockets die. Frames of one socket stay in order, as on TCP.
 */
export class Network {
  /** How likely a request or its answer is lost. */
  loss = 0;
  latency = 80;
  readonly #server: FakeServer;
  readonly #clock: VirtualClock;
  readonly #random: Random;
  readonly #open = new Map<number, Set<() => void>>();

  constructor(server: FakeServer, clock: VirtualClock, random: Random) {
    this.#server = server;
    this.#clock = clock;
    this.#random = random;
  }

  /** Breaks all sockets of the account. */
  breakSockets(account: number): void {
    for (const drop of [...(this.#open.get(account) ?? [])]) drop();
  }

  ask(account: number): Ask {
    return <T>(method: Parameters<Ask>[0], path: string, body?: unknown, options?: { idempotencyKey?: string }) =>
      new Promise<T>((resolve, reject) => {
        const lost = (): boolean => this.#random.chance(this.loss);
        const fail = (): void => void this.#clock.after(this.#delay(), () => reject(new Unreachable()));
        if (lost()) {
          fail();
          return;
        }
        this.#clock.after(this.#delay(), () => {
          let answer: () => void;
          try {
            const value = this.#server.ask(account, method, path, body, options?.idempotencyKey);
            answer = () => resolve(structuredClone(value) as T);
          } catch (failure) {
            answer = () => reject(failure as Error);
          }
          if (lost()) fail();
          else this.#clock.after(this.#delay(), answer);
        });
      });
  }

  socket(account: number): OpenSocket {
    return (path, events) => {
      const line = new Line(this.#server, account, events, (call) => this.#inOrder(call));
      const all = this.#open.get(account) ?? new Set();
      this.#open.set(account, all);
      const drop = (): void => {
        all.delete(drop);
        line.end();
      };
      all.add(drop);
      this.#clock.after(this.#delay(), () => line.begin(path.includes('resume')));
      return { send: (text) => line.send(text), close: () => line.end() };
    };
  }

  #delay(): number {
    return this.#random.below(this.latency);
  }

  #inOrder(earliest: { at: number }): (call: () => void) => void {
    return (call) => {
      const at = Math.max(earliest.at, this.#clock.now() + this.#delay());
      earliest.at = at;
      this.#clock.after(at - this.#clock.now(), call);
    };
  }
}

/** One socket's two directions. */
class Line {
  #connection: FakeConnection | null = null;
  #ended = false;
  readonly #server: FakeServer;
  readonly #account: number;
  readonly #events: SocketEvents;
  readonly #down: (call: () => void) => void;
  readonly #up: (call: () => void) => void;

  constructor(
    server: FakeServer,
    account: number,
    events: SocketEvents,
    inOrder: (earliest: { at: number }) => (call: () => void) => void,
  ) {
    this.#server = server;
    this.#account = account;
    this.#events = events;
    this.#down = inOrder({ at: 0 });
    this.#up = inOrder({ at: 0 });
  }

  begin(resumes: boolean): void {
    if (this.#ended) return;
    const deliver = (frame: unknown): void => {
      const text = JSON.stringify(frame);
      this.#down(() => {
        if (!this.#ended) this.#events.onMessage(text);
      });
    };
    this.#connection = this.#server.connect(this.#account, { deliver }, resumes);
  }

  send(text: string): void {
    this.#up(() => {
      if (!this.#ended && this.#connection !== null) {
        this.#server.hear(this.#connection, JSON.parse(text) as ClientFrame);
      }
    });
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#connection !== null) this.#server.disconnect(this.#connection);
    this.#events.onClose(1006);
  }
}

import type { Clock, OpenSocket, Socket } from './ports.ts';
import { type ClientFrame, CloseCode, type ServerFrame, readFrame } from './protocol.ts';
import { Store } from './store.ts';

/**
 * - `connecting`: for the first time
 * - `live`: frames come
 * - `waiting`: lost, to be tried again
 * - `ended`: signed out, here or elsewhere
 */
export type ConnectionState = 'connecting' | 'live' | 'waiting' | 'ended';

export interface ConnectionEvents {
  /** A socket is about to be opened; answers whether to resume what was there before. */
  onOpening(): boolean;
  onFrame(frame: ServerFrame): void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
const PING_EVERY = 25_000;
const PONG_WITHIN = 10_000;

/** Keeps a live stream open: opens it again after a growing pause, and notices when it died in silence. */
export class Connection {
  readonly state = new Store<ConnectionState>('connecting');
  readonly #open: OpenSocket;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  /** Jitter keeps many clients from coming back at once. */
  readonly #random: () => number;
  #socket: Socket | null = null;
  #generation = 0;
  #pause = FIRST_PAUSE;
  #cancel: () => void = () => undefined;
  #cancelPing: () => void = () => undefined;

  constructor(
    open: OpenSocket,
    clock: Clock,
    random: () => number,
    events: ConnectionEvents,
  ) {
    this.#open = open;
    this.#clock = clock;
    this.#random = random;
    this.#events = events;
  }

  start(): void {
    this.#connect();
  }

  /** Ends it for good. */
  end(): void {
    this.#leave();
    this.state.set('ended');
  }

  /** Tries again now: the network is back, or the machine woke up. */
  wake(): void {
    if (this.state.get() === 'ended') return;
    if (this.state.get() === 'live') this.#ping();
    else this.reconnect();
  }

  reconnect(): void {
    this.#leave();
    this.#connect();
  }

  /** Whether it went out; nothing is queued. */
  send(frame: ClientFrame): boolean {
    if (this.#socket === null) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #leave(): void {
    this.#generation++;
    this.#cancel();
    this.#cancelPing();
    this.#socket?.close();
    this.#socket = null;
  }

  #connect(): void {
    const generation = ++this.#generation;
    const path = this.#events.onOpening() ? '/v1/stream?resume=1' : '/v1/stream';
    this.#socket = this.#open(path, {
      onMessage: (text) => {
        if (generation === this.#generation) this.#receive(text);
      },
      onClose: (code) => {
        if (generation === this.#generation) this.#closed(code);
      },
    });
  }

  #receive(text: string): void {
    const frame = readFrame(text);
    this.#pingLater();
    if (frame === null || frame.type === 'pong') return;
    if (frame.type === 'hello') {
      this.#pause = FIRST_PAUSE;
      this.state.set('live');
    }
    this.#events.onFrame(frame);
  }

  #closed(code: number): void {
    this.#leave();
    if (code === CloseCode.signedOut) {
      this.state.set('ended');
      return;
    }
    this.state.set('waiting');
    const pause = this.#pause * (0.5 + this.#random());
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    this.#cancel = this.#clock.after(pause, () => this.#connect());
  }

  #pingLater(): void {
    this.#cancelPing();
    this.#cancelPing = this.#clock.after(PING_EVERY, () => this.#ping());
  }

  #ping(): void {
    this.#cancelPing();
    this.send({ type: 'ping' });
    this.#cancelPing = this.#clock.after(PONG_WITHIN, () => this.#closed(1006));
  }
}

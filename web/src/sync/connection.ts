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
  /** A socket was closed before it was welcome; why is not told to pages. */
  onRefused(): void;
  onFrame(frame: ServerFrame): void;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** After others took this one's place: taking theirs at once would go round for ever. */
const CROWDED_PAUSE = 60_000;
const PING_EVERY = 25_000;
const PONG_WITHIN = 10_000;
/** A network that swallows everything would let a socket open for minutes. */
const HELLO_WITHIN = 20_000;

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
  #welcome = false;
  #cancel: () => void = () => undefined;
  /** Ends the wait for what the server is to say next. */
  #cancelWatch: () => void = () => undefined;
  #awaitsPong = false;

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
    if (this.state.get() !== 'live') this.reconnect();
    // Asked already: asking again would put off the moment when the silence is noticed.
    else if (!this.#awaitsPong) this.#ping();
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
    this.#welcome = false;
    this.#cancel();
    this.#stopWatch();
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
    this.#cancelWatch = this.#clock.after(HELLO_WITHIN, () => this.#closed(1006));
  }

  #receive(text: string): void {
    const frame = readFrame(text);
    this.#pingLater();
    if (frame === null || frame.type === 'pong') return;
    if (frame.type === 'hello') {
      this.#welcome = true;
      this.#pause = FIRST_PAUSE;
      this.state.set('live');
    }
    this.#events.onFrame(frame);
  }

  #closed(code: number): void {
    const refused = !this.#welcome;
    this.#leave();
    if (code === CloseCode.signedOut) {
      this.state.set('ended');
      return;
    }
    this.state.set('waiting');
    const pause = code === CloseCode.tooManyConnections ? CROWDED_PAUSE : this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    this.#cancel = this.#clock.after(pause * (0.5 + this.#random()), () => this.#connect());
    if (refused) this.#events.onRefused();
  }

  #pingLater(): void {
    this.#stopWatch();
    this.#cancelWatch = this.#clock.after(PING_EVERY, () => this.#ping());
  }

  #ping(): void {
    this.#stopWatch();
    this.#awaitsPong = true;
    this.send({ type: 'ping' });
    this.#cancelWatch = this.#clock.after(PONG_WITHIN, () => this.#closed(1006));
  }

  #stopWatch(): void {
    this.#cancelWatch();
    this.#awaitsPong = false;
  }
}

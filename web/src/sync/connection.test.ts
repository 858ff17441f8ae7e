import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Connection } from './connection.ts';
import type { SocketEvents } from './ports.ts';
import { CloseCode } from './protocol.ts';

const HELLO = '{"type":"hello","protocol":1,"account_id":1,"connection":"1","server_time":0,"heartbeat":30000}';

class Line {
  readonly clock = new VirtualClock();
  readonly sockets: { events: SocketEvents; sent: string[]; closed: boolean }[] = [];
  refused = 0;
  readonly connection = new Connection(
    (_path, events) => {
      const socket = { events, sent: [] as string[], closed: false };
      this.sockets.push(socket);
      return { send: (text) => void socket.sent.push(text), close: () => void (socket.closed = true) };
    },
    this.clock,
    () => 0.5,
    { onOpening: () => false, onRefused: () => this.refused++, onFrame: () => undefined },
  );

  get last() {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  static live(): Line {
    const line = new Line();
    line.connection.start();
    line.last.events.onMessage(HELLO);
    return line;
  }
}

describe('a connection', () => {
  it('[W10] is given up and tried again where nobody says hello', async () => {
    const line = new Line();
    line.connection.start();
    await line.clock.run(30_000);
    expect(line.sockets.length).toBeGreaterThan(1);
    expect(line.sockets[0]?.closed).toBe(true);
    line.last.events.onMessage(HELLO);
    expect(line.connection.state.get()).toBe('live');
  });

  it('[W10] is given up where a ping has no answer, after a sleep of hours, too', async () => {
    const line = Line.live();
    await line.clock.run(3_600_000);
    expect(line.sockets.length).toBeGreaterThan(1);
    expect(line.sockets[0]?.sent).toEqual(['{"type":"ping"}']);
  });

  it('[W10] is given up as soon, however often somebody looks', async () => {
    const line = Line.live();
    for (let second = 0; second < 12; second++) {
      line.connection.wake();
      await line.clock.run(1_000);
    }
    expect(line.connection.state.get()).not.toBe('live');
  });

  it('[W9] tells that it was refused, once for each time, and not that it broke', async () => {
    const line = Line.live();
    line.last.events.onClose(1006);
    expect(line.refused).toBe(0);
    await line.clock.run(1_000);
    line.last.events.onClose(1006);
    expect(line.refused).toBe(1);
  });

  it('[LS4] does not take the place of another at once, which took its own', async () => {
    const line = Line.live();
    line.last.events.onClose(CloseCode.tooManyConnections);
    await line.clock.run(50_000);
    expect(line.sockets).toHaveLength(1);
    line.connection.wake();
    expect(line.sockets).toHaveLength(2);
  });
});

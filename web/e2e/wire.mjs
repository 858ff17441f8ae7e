import net from 'node:net';

/** A wire to the server that can be broken, as wires are: what is under way is lost, sockets die. */
export class Wire {
  #server;
  #pairs = new Set();
  #target;
  #state = 'whole';

  static async to(url) {
    const { hostname, port } = new URL(url);
    const wire = new Wire();
    wire.#target = { host: hostname, port: Number(port) };
    wire.#server = net.createServer((near) => wire.#join(near));
    await new Promise((resolve, reject) => {
      wire.#server.once('error', reject);
      wire.#server.listen(0, hostname, resolve);
    });
    wire.url = `http://${hostname}:${wire.#server.address().port}`;
    return wire;
  }

  /** Requests still reach the server, its answers reach nobody. */
  deafen() {
    this.#state = 'deaf';
  }

  /** Nothing goes through, and what was open is broken. */
  cut() {
    this.#state = 'cut';
    for (const { near, far } of this.#pairs) {
      near.destroy();
      far.destroy();
    }
    this.#pairs.clear();
  }

  mend() {
    this.#state = 'whole';
  }

  async close() {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near) {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = net.connect(this.#target);
    const pair = { near, far };
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    near.on('data', (piece) => far.write(piece));
    far.on('data', (piece) => this.#state === 'whole' && near.write(piece));
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
  }
}

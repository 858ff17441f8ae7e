import { readFileSync } from 'node:fs';

type Handler = (event: unknown) => void;

interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly mode?: string;
}

/** The service worker in a small world of its own: its caches, and a network that can be cut. */
export class WorkerWorld {
  readonly caches = new Map<string, Map<string, string>>();
  readonly asked: string[] = [];
  online = true;
  readonly #handlers = new Map<string, Handler>();
  readonly #origin = 'https://chat.example.org';

  constructor(build = 'development', assets: readonly string[] = []) {
    const source = readFileSync('public/sw.js', 'utf8')
      .replace("const BUILD = 'development';", `const BUILD = '${build}';`)
      .replace('const ASSETS = [];', `const ASSETS = ${JSON.stringify(assets)};`);
    const self = {
      location: { origin: this.#origin },
      clients: { claim: () => Promise.resolve() },
      addEventListener: (type: string, handler: Handler) => this.#handlers.set(type, handler),
    };
    const run = new Function('self', 'caches', 'fetch', 'Response', source) as (...world: unknown[]) => void;
    run(self, this.#cacheStorage(), (request: Asked | string) => this.#fetch(request), { error: () => 'no answer' });
  }

  async install(): Promise<void> {
    await this.#wait('install');
    await this.#wait('activate');
  }

  /** What the worker answers; undefined where it leaves the request alone. */
  async ask(path: string, { method = 'GET', mode = 'cors', origin = this.#origin } = {}): Promise<unknown> {
    let answer: Promise<unknown> | undefined;
    const request: Asked = { url: origin + path, method, mode };
    this.#handlers.get('fetch')?.({ request, respondWith: (given: Promise<unknown>) => (answer = given) });
    return answer;
  }

  async #wait(type: string): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.#handlers.get(type)?.({ waitUntil: (given: Promise<unknown>) => work.push(given) });
    await Promise.all(work);
  }

  async #fetch(request: Asked | string): Promise<string> {
    const path = this.#pathOf(request);
    this.asked.push(path);
    if (!this.online) throw new TypeError('no network');
    return `network: ${path}`;
  }

  #pathOf(request: Asked | string): string {
    return typeof request === 'string' ? request : request.url.replace(this.#origin, '');
  }

  #cacheStorage(): unknown {
    const open = async (name: string): Promise<unknown> => {
      const kept = this.caches.get(name) ?? new Map<string, string>();
      this.caches.set(name, kept);
      return {
        addAll: async (paths: readonly string[]) => {
          for (const path of paths) kept.set(path, await this.#fetch(path));
        },
        put: async (request: Asked | string, answer: string) => void kept.set(this.#pathOf(request), answer),
        match: async (request: Asked | string) => kept.get(this.#pathOf(request))?.replace('network', 'kept'),
      };
    };
    return {
      open,
      keys: async () => [...this.caches.keys()],
      delete: async (name: string) => this.caches.delete(name),
    };
  }
}

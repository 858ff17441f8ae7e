import {
  ApiFailure,
  type Ask,
  type AskOptions,
  type Clock,
  type Memory,
  type Method,
  type OpenSocket,
  Unreachable,
} from '../sync/ports.ts';
import type { Put } from '../sync/uploads.ts';

/** The sync engine's ports, in a browser. */

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

const PREFIX = 'tsubame.';

/** Where storage is full or forbidden, nothing is kept and nothing breaks. */
export const browserMemory: Memory = {
  keys: (prefix) =>
    quietly(() => Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX + prefix) ? key.slice(PREFIX.length) : []))) ?? [],
  get: (key) => quietly(() => localStorage.getItem(PREFIX + key)),
  set: (key, value) => void quietly(() => localStorage.setItem(PREFIX + key, value)),
  remove: (key) => void quietly(() => localStorage.removeItem(PREFIX + key)),
};

/** What belongs to an account, and to nobody who opens this browser later. */
const PRIVATE = /^tsubame\.(?:outbox\.|drafts\.|upload\.|category$)/;

/** After signing out: nothing that anybody wrote stays behind. */
export function forgetEverybody(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (PRIVATE.test(key)) localStorage.removeItem(key);
  });
}

function quietly<T>(access: () => T): T | null {
  try {
    return access();
  } catch {
    return null;
  }
}

export const openBrowserSocket: OpenSocket = (path, events) => {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`);
  socket.addEventListener('message', (event) => events.onMessage(String(event.data)));
  socket.addEventListener('close', (event) => events.onClose(event.code));
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
};

let csrfToken: string | null = null;

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

const WAIT = 30_000;

export const ask: Ask = async <T>(method: Method, path: string, body?: unknown, options?: AskOptions) => {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (csrfToken !== null && method !== 'GET') headers['x-tsubame-csrf'] = csrfToken;
  if (options?.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey;
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(WAIT),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Unreachable();
  });
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  return response.json().catch(() => {
    throw new Unreachable();
  }) as Promise<T>;
};

/** Sends a part of a file to where a signed URL leads; a request of this kind tells its progress. */
export const putToStorage: Put = (url, headers, body, { onSent, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('load', () => {
      // 412: these very bytes are there already.
      if ((request.status >= 200 && request.status < 300) || request.status === 412) resolve();
      else reject(new ApiFailure(request.status, `storage-${request.status}`, request.statusText));
    });
    request.addEventListener('error', () => reject(new Unreachable()));
    request.addEventListener('abort', () => reject(new Unreachable()));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });

interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly field?: string;
}

async function failure(response: Response): Promise<ApiFailure> {
  const problem = await response.json().then(
    (json: unknown) => json as Problem,
    (): Problem => ({}),
  );
  return new ApiFailure(
    response.status,
    problem.code ?? `http-${response.status}`,
    problem.title ?? response.statusText,
    problem.field ?? null,
  );
}

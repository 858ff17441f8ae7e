import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WorkerWorld } from '../testing/service-worker.ts';

const ASSETS = ['/assets/index-1.js', '/assets/index-1.css'];

async function installed(): Promise<WorkerWorld> {
  const world = new WorkerWorld('one', ASSETS);
  await world.install();
  return world;
}

/** Every address that a page of the client has, with something in place of what varies. */
function addresses(): string[] {
  const sources = ['app', 'shell'].map((name) => readFileSync(`src/app/${name}.tsx`, 'utf8')).join('');
  return [...sources.matchAll(/<Route path="([^"]+)"/g)].map(([, path = '']) => path.replace(/:\w+\??/g, '7'));
}

describe('the service worker', () => {
  it('opens the page without a network, wherever one was', async () => {
    const world = await installed();
    world.online = false;
    expect(addresses()).toContain('/storage');
    for (const path of ['/', '/rooms/7', ...addresses()]) {
      expect(await world.ask(path, { mode: 'navigate' }), path).toBe('kept: /');
    }
    expect(await world.ask(ASSETS[0] ?? '')).toBe('kept: /assets/index-1.js');
  });

  it('takes the newest page while there is a network', async () => {
    const world = await installed();
    expect(await world.ask('/rooms/7', { mode: 'navigate' })).toBe('network: /rooms/7');
  });

  it('keeps the shell and nothing else, whatever is asked for', async () => {
    const world = await installed();
    for (const mode of ['navigate', 'cors', 'no-cors']) {
      for (const path of ['/', '/rooms/7', '/v1/rooms', '/v1/me', '/v2/me', '/avatars/1/x', '/assets/other-2.js']) {
        await world.ask(path, { mode });
      }
    }
    expect([...world.caches].map(([name, kept]) => [name, [...kept.keys()]])).toEqual([
      ['tsubame-shell-one', ['/', ...ASSETS]],
    ]);
  });

  it('leaves alone what is not the client', async () => {
    const world = await installed();
    expect(await world.ask('/v1/me', { mode: 'navigate' })).toBeUndefined();
    expect(await world.ask('/v1/rooms')).toBeUndefined();
    expect(await world.ask('/openapi.json', { mode: 'navigate' })).toBeUndefined();
    expect(await world.ask('/avatars/1/x')).toBeUndefined();
    expect(await world.ask('/', { mode: 'navigate', method: 'POST' })).toBeUndefined();
    expect(await world.ask('/assets/index-1.js', { origin: 'https://elsewhere.example.org' })).toBeUndefined();
  });

  it('drops the shell of another build', async () => {
    const world = await installed();
    world.caches.set('tsubame-shell', new Map([['/v1/me', 'secret']]));
    await world.install();
    expect([...world.caches.keys()]).toEqual(['tsubame-shell-one']);
  });
});

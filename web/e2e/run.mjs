// Journeys of two people in two browsers against a real server, and the accessibility of every screen.
//   node e2e/run.mjs [WORDS]     only what has these words in its name (and what others need)
// Each journey has browsers and a chat of its own. What a failed one looked like is kept in e2e/out.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accessibility } from './accessibility.mjs';
import { PASSWORD } from './api.mjs';
import { launch } from './browser.mjs';
import { entrance } from './journeys/entrance.mjs';
import { files, scarce } from './journeys/files.mjs';
import { groups } from './journeys/groups.mjs';
import { reach } from './journeys/reach.mjs';
import { talk } from './journeys/talk.mjs';
import { addAccount, serve } from './server.mjs';
import { Stage } from './stage.mjs';

const JOURNEY_WITHIN = 240_000;
const out = fileURLToPath(new URL('./out', import.meta.url));
const words = process.argv[2] ?? '';
const began = Date.now();
const counts = { passed: 0, failed: 0 };

/** Fails where the work does not end; what it waits for ends with the stage. */
async function bounded(work, within) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${within / 1000} s`)), within);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function run(browser, world, [name, journey, within = JOURNEY_WITHIN]) {
  const start = Date.now();
  const stage = new Stage(browser, world.url);
  const work = (async () => {
    await journey({ ...world, stage });
    if (stage.faults.length > 0) throw new Error(`a page did what it may never do:\n${stage.faults.join('\n')}`);
  })();
  try {
    await bounded(work, within);
    counts.passed++;
    console.log(`ok    ${name} (${Date.now() - start} ms)`);
    return true;
  } catch (failure) {
    counts.failed++;
    const folder = join(out, name.replace(/[^a-z]+/gi, '-'));
    await stage.keepEvidence(folder, failure);
    console.log(`FAIL  ${name}\n      ${failure.message.split('\n').slice(0, 12).join('\n      ')}\n      see ${folder}`);
    return false;
  } finally {
    await stage.leave();
    work.catch(() => undefined);
  }
}

/** All of a part, on a server of its own. */
async function part(browser, log, list, env = {}) {
  const chosen = list.filter(([name, , , needed]) => needed || name.includes(words));
  if (chosen.every(([, , , needed]) => needed) && words !== '') return;
  const server = await serve({ log: join(out, log), env });
  try {
    const { url, data } = server;
    const world = {
      url,
      people: {},
      addAccount: (wish) => addAccount(data, { ...wish, password: PASSWORD }),
    };
    for (const journey of chosen) {
      const [name, , , needed] = journey;
      if ((await run(browser, world, journey)) || !needed) continue;
      const left = chosen.slice(chosen.indexOf(journey) + 1);
      counts.failed += left.length;
      if (left.length > 0) console.log(`FAIL  ${left.length} more, which need that ${name}`);
      return;
    }
  } finally {
    await server.stop();
  }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const needed = ([name, journey]) => [name, journey, undefined, true];
const browser = await launch();
try {
  await part(browser, 'journeys-server.log', [
    ...entrance.slice(0, 2).map(needed), ...entrance.slice(2), ...talk, ...files, ...groups, ...reach,
  ]);
  await part(browser, 'scarce-server.log', scarce, { TSUBAME_FILES_ORGANIZATION_BYTES: '20000' });
  await part(browser, 'accessibility-server.log', accessibility);
} finally {
  await browser.close();
}
console.log(`end-to-end: ${counts.passed} passed, ${counts.failed} failed in ${Math.round((Date.now() - began) / 1000)} s`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

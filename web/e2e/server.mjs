import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const command = join(checkout, 'bin/tsubame');
const START_WITHIN = 120_000;
const STOP_WITHIN = 30_000;

/** Runs bin/tsubame as it was built; it replaces itself by the server, so that this process is the server. */
export function tsubame(args, stdio, env = {}) {
  if (!existsSync(join(checkout, 'apps/server/target/tsubame/lib'))) {
    throw new Error('the server is not built: bin/tsubame builds it, and so does bin/check');
  }
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env, TSUBAME_BUILD: 'never' } });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

// Whoever stops this process stops what it started.
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/**
 * The built server, on a free port. Without a data directory it gets an empty one, which goes away with it.
 * @param log the file that gets what the server says
 */
export async function serve({ data: given, log, env } = {}) {
  const data = given ?? mkdtempSync(join(tmpdir(), 'tsubame-e2e-'));
  const child = tsubame(['serve', '--data', data, '--port', '0'], ['ignore', 'pipe', 'pipe'], env);
  const said = [];
  const file = log === undefined ? null : createWriteStream(log);
  child.stderr.on('data', (piece) => {
    file?.write(piece);
    if (said.length < 200) said.push(piece);
  });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  const discard = () => {
    file?.end();
    if (given === undefined) rmSync(data, { recursive: true, force: true });
  };
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server was not ready in ${START_WITHIN / 1000} s`)), START_WITHIN);
    let out = '';
    child.stdout.on('data', (piece) => {
      out = (out + piece).slice(-4_000);
      const ready = /ready at (http:\S+)/.exec(out);
      if (ready) resolve(ready[1]);
    });
    void ended.then((code) => reject(new Error(`the server ended with ${code}: ${out}${said.join('')}`)));
    const clear = () => clearTimeout(timer);
    void ended.then(clear);
    child.stdout.on('data', () => /ready at/.test(out) && clear());
  }).catch((failure) => {
    child.kill('SIGKILL');
    discard();
    throw failure;
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
    await ended;
    clearTimeout(timer);
    discard();
  };
  return { url, data, pid: child.pid, stop };
}

/** Adds an account by the operator's command, as one that is not of the organization is. */
export async function addAccount(data, { name, email, organization, password }) {
  const args = ['account', 'add', '--data', data, '--name', name, '--email', email, '--organization', organization];
  return JSON.parse(await output([...args, '--password', password]));
}

/** What the command prints; it is cut off after the given time. */
export function output(args, { within = START_WITHIN, onProgress = () => undefined } = {}) {
  const child = tsubame(args, ['ignore', 'pipe', 'pipe']);
  const timer = setTimeout(() => child.kill('SIGKILL'), within);
  const [out, err] = [[], []];
  child.stdout.on('data', (piece) => out.push(piece));
  child.stderr.on('data', (piece) => {
    onProgress(String(piece));
    if (err.length < 200) err.push(piece);
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(out.join(''));
      else reject(new Error(`bin/tsubame ${args[0]} ended with ${code}: ${err.join('')}`));
    });
  });
}

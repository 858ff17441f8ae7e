// What Vite leaves to do: pictures of the icon, the list of the shell for the service worker, compressed
// forms of what the server sends compressed, and a list of all files, as a folder in a jar cannot be listed.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { iconPng } from './icon.mjs';

const TEXTS = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest']);
const SMALLEST = 1024;

const files = () =>
  readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative('dist', join(entry.parentPath ?? entry.path, entry.name)))
    .sort();

const icon = readFileSync('public/icon.svg', 'utf8');
for (const [name, size] of [['icon-192', 192], ['icon-512', 512], ['apple-touch-icon', 180]]) {
  writeFileSync(`dist/${name}.png`, iconPng(icon, size));
}

const assets = files().filter((path) => path.startsWith('assets/'));
const build = createHash('sha256').update(readFileSync('dist/index.html')).update(assets.join()).digest('hex');
const worker = readFileSync('dist/sw.js', 'utf8')
  .replace("const BUILD = 'development';", `const BUILD = '${build.slice(0, 16)}';`)
  .replace('const ASSETS = [];', `const ASSETS = ${JSON.stringify(assets.map((path) => `/${path}`))};`);
if (!worker.includes(build.slice(0, 16)) || !worker.includes('/assets/index-')) {
  throw new Error('the service worker has no place for its build');
}
writeFileSync('dist/sw.js', worker);

for (const path of files()) {
  const content = readFileSync(join('dist', path));
  if (!TEXTS.has(extname(path)) || content.length < SMALLEST) continue;
  writeFileSync(`dist/${path}.gz`, gzipSync(content, { level: 9 }));
  writeFileSync(
    `dist/${path}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  );
}
writeFileSync('dist/files.txt', `${files().join('\n')}\n`);

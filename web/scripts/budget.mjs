// The scripts of the first load, compressed, must stay within the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET = 200 * 1000;

const page = readFileSync('dist/index.html', 'utf8');
const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]);
const size = scripts.reduce((sum, script) => sum + gzipSync(readFileSync(`dist${script}`), { level: 9 }).length, 0);
console.log(`first load: ${(size / 1000).toFixed(1)} kB of compressed script, budget ${BUDGET / 1000} kB`);
if (scripts.length === 0 || size > BUDGET) process.exit(1);

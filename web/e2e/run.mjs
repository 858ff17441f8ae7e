// Journeys of two people in two browsers against a real server: npm run e2e
// TSUBAME_URL names a new server to use; else one is started from this checkout.
import { launch } from './browser.mjs';
import { journeys } from './journeys.mjs';
import { serve } from './server.mjs';

const server = process.env.TSUBAME_URL ? { url: process.env.TSUBAME_URL, stop: () => undefined } : await serve();
const browser = await launch();
const began = Date.now();
let failed = 0;
try {
  const world = { url: server.url, browser, pages: {}, restart: server.restart };
  for (const [name, journey] of journeys) {
    const start = Date.now();
    try {
      await journey(world);
      console.log(`ok    ${name} (${Date.now() - start} ms)`);
    } catch (failure) {
      failed++;
      console.log(`FAIL  ${name}: ${failure.message.split('\n').slice(0, 12).join('\n      ')}`);
      for (const [who, page] of Object.entries(world.pages)) {
        await page.screenshot({ path: `/tmp/tsubame-e2e-${who}.png` }).catch(() => undefined);
      }
      break;
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
console.log(`${failed === 0 ? 'all journeys went well' : 'a journey failed'} in ${Math.round((Date.now() - began) / 1000)} s`);
process.exit(failed === 0 ? 0 : 1);

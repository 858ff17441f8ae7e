// Pictures of the main screens, in Japanese and English, by day and by night, wide and on a phone.
//   node e2e/screenshots.mjs [FOLDER [WORDS]]  default e2e/shots; starts a server of its own; those with the words in their name
//   node e2e/screenshots.mjs --readme          those of the README, into docs/images
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { furnish } from './furnish.mjs';
import { doors, screens, show, still } from './screens.mjs';
import { serve } from './server.mjs';
import { Stage } from './stage.mjs';

const readme = process.argv[2] === '--readme';
const folder = readme ? fileURLToPath(new URL('../../docs/images', import.meta.url)) : (process.argv[2] ?? 'e2e/shots');
const words = process.argv[3] ?? '';
mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await launch();
const stage = new Stage(browser, server.url);

const LOOKS = [
  ['ja-light', { locale: 'ja-JP', colorScheme: 'light' }],
  ['ja-dark', { locale: 'ja-JP', colorScheme: 'dark' }],
  ['en-light', { locale: 'en-GB', colorScheme: 'light' }],
  ['en-dark', { locale: 'en-GB', colorScheme: 'dark' }],
];
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const shoot = (page, name) => page.screenshot({ path: `${folder}/${name}.png` });

/** As WebP, which the browser makes of its own picture; a third of the size. */
async function shootSmall(page, name) {
  const picture = (await page.screenshot()).toString('base64');
  const webp = await page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d').drawImage(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, picture);
  writeFileSync(`${folder}/${name}.webp`, Buffer.from(webp, 'base64'));
}

async function forReadme() {
  const place = await furnish(server.url);
  const { last_sequence: sequence } = await place.hana.call('GET', `/v1/rooms/${place.room}`);
  await place.hana.call('PUT', `/v1/rooms/${place.room}/read`, { sequence });
  const named = (name) => screens.find((screen) => screen.name === name);
  for (const [name, screen, look, phone] of [
    ['chat-ja', 'room', 'ja-light', false],
    ['chat-en-dark', 'room', 'en-dark', false],
    ['tasks-en', 'tasks', 'en-light', false],
    ['phone-chat-ja', 'room', 'ja-light', true],
    ['phone-list-en-dark', 'list', 'en-dark', true],
  ]) {
    const options = { ...new Map(LOOKS).get(look), ...(phone ? PHONE : {}) };
    const page = await stage.enter(name, { ...options, person: place.hana, path: null });
    await show(page, named(screen), place);
    await shootSmall(page, name);
  }
}

async function ofAll() {
  for (const [look, options] of LOOKS) {
    const page = await stage.enter('nobody', options);
    await page.locator('.entrance form').waitFor();
    await still(page);
    await shoot(page, `set-up-${look}`);
  }
  const place = await furnish(server.url);
  for (const [look, options] of LOOKS) {
    const outside = await stage.enter('nobody', { ...options, path: null });
    for (const door of doors) {
      await show(outside, door, place);
      await shoot(outside, `${door.name}-${look}`);
    }
    const wide = await stage.enter('wide', { ...options, person: place.hana, path: null });
    const small = await stage.enter('phone', { ...options, ...PHONE, person: place.hana, path: null });
    for (const screen of screens.filter(({ name }) => name.includes(words))) {
      await show(wide, screen, place);
      await shoot(wide, `${screen.name}-${look}`);
      if (!screen.phone) continue;
      await show(small, screen, place);
      await shoot(small, `${screen.name}-${look}-phone`);
    }
  }
}

try {
  await (readme ? forReadme() : ofAll());
  for (const fault of new Set(stage.faults)) console.error(`in the page: ${fault}`);
  if (stage.faults.length > 0) process.exitCode = 1;
} finally {
  await stage.leave();
  await browser.close();
  await server.stop();
}
console.log(`pictures are in ${folder}`);

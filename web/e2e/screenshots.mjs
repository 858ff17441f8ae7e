// Pictures of the main screens, in Japanese and English, by day and by night, wide and on a phone.
//   node e2e/screenshots.mjs [FOLDER]       default e2e/shots; starts a server of its own
import { mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { furnish } from './furnish.mjs';
import { doors, screens, show, still } from './screens.mjs';
import { serve } from './server.mjs';
import { Stage } from './stage.mjs';

const folder = process.argv[2] ?? 'e2e/shots';
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

try {
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
    for (const screen of screens) {
      await show(wide, screen, place);
      await shoot(wide, `${screen.name}-${look}`);
      if (!screen.phone) continue;
      await show(small, screen, place);
      await shoot(small, `${screen.name}-${look}-phone`);
    }
  }
  for (const fault of new Set(stage.faults)) console.error(`in the page: ${fault}`);
  if (stage.faults.length > 0) process.exitCode = 1;
} finally {
  await stage.leave();
  await browser.close();
  await server.stop();
}
console.log(`pictures are in ${folder}`);

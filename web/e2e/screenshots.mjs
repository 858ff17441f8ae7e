// Pictures of the main screens: node e2e/screenshots.mjs URL [FOLDER]. The server must be new: it is set up first.
import { mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { furnish } from './furnish.mjs';

const [url = 'http://127.0.0.1:8080', folder = 'e2e/shots'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const failures = [];

async function open({ locale, dark, phone, cookies }) {
  const context = await browser.newContext({
    locale,
    colorScheme: dark ? 'dark' : 'light',
    viewport: phone ? { width: 360, height: 740 } : { width: 1360, height: 820 },
    serviceWorkers: 'block',
  });
  if (cookies) await context.addCookies(cookies);
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
  page.on('pageerror', (error) => failures.push(String(error)));
  return page;
}

const shoot = (page, name) => page.screenshot({ path: `${folder}/${name}.png` });

const entrance = await open({ locale: 'ja-JP', dark: false, phone: false });
await entrance.goto(url);
await entrance.getByRole('button', { name: '設定する' }).waitFor();
await shoot(entrance, 'set-up-ja');
const { cookies, room } = await furnish(url);

for (const [name, look] of Object.entries({
  'ja-light': { locale: 'ja-JP', dark: false },
  'en-dark': { locale: 'en-GB', dark: true },
})) {
  for (const phone of [false, true]) {
    const page = await open({ ...look, phone, cookies });
    const suffix = `${name}${phone ? '-phone' : ''}`;
    await page.goto(`${url}/`);
    await page.locator('.room-row').first().waitFor();
    await shoot(page, `list-${suffix}`);
    for (const path of [`rooms/${room}`, 'tasks', 'contacts', 'settings']) {
      await page.goto(`${url}/${path}`);
      await page.locator('.room-head h1').waitFor();
      await page.waitForTimeout(900);
      await shoot(page, `${path.replace(/\/.*/, '')}-${suffix}`);
    }
    await page.context().close();
  }
}
await browser.close();
for (const failure of new Set(failures)) console.error(`in the page: ${failure}`);
console.log(`pictures are in ${folder}`);

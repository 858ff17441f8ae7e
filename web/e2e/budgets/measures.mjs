import { field, heading } from '../journeys/steps.mjs';

/** Runs in the page before its own scripts: what is measured ends when the screen shows it. */
export function watch() {
  window.painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(null);
      });
    });
  const shows = () => document.querySelector('[role="log"] [data-sequence]') !== null;
  window.firstRoom = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shows()) return;
      observer.disconnect();
      resolve(window.painted());
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  window.switchTo = async (link) => {
    const name = link.querySelector('.room-row-name').textContent;
    const began = performance.now();
    link.click();
    const there = () => document.querySelector('.room-head h1')?.textContent === name && shows();
    while (!there()) {
      if (performance.now() - began > 20_000) throw new Error(`no messages of ${name} at ${location.href}`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return (await window.painted()) - began;
  };
  window.keys = [];
  document.addEventListener(
    'input',
    (event) => {
      const pressed = event.timeStamp;
      void window.painted().then((shown) => window.keys.push(shown - pressed));
    },
    true,
  );
}

/** From the address to the messages, with nothing in the browser's cache. */
export async function firstPaint(stage, person, room, times) {
  const found = [];
  for (let n = 0; n < times; n++) {
    const page = await stage.enter(`first-${n}`, { person, path: null });
    await page.addInitScript(watch);
    await page.goto(`/rooms/${room}`);
    found.push(await page.evaluate(() => window.firstRoom));
    await page.context().close();
  }
  return found;
}

/** From a click in the list to the messages of another room, which was not open before. */
export async function switches(page, times) {
  const found = [];
  for (let n = 0; n < times; n++) {
    // Chosen and clicked in one go: a row that the list has put away meanwhile would lead there by loading the page.
    const switched = page.evaluate((at) => {
      const links = [...document.querySelectorAll('.room-row:not([aria-current])')];
      return window.switchTo(links.filter((link) => link.textContent.includes('room-'))[at]);
    }, n % 10);
    found.push(await switched);
    if (n % 10 === 9) await page.locator('.room-rows').evaluate((list) => list.scrollBy(0, 600));
  }
  return found;
}

/** From a key to its letter, while messages come into the room that is looked at. */
export async function typing(page, { room, name, others, letters, perSecond }) {
  await heading(page, name).waitFor();
  await field(page).focus();
  let posted = 0;
  let going = true;
  const began = Date.now();
  const post = async (person) => {
    while (going) {
      // Each of them when its turn comes, by the clock and not by the last answer.
      const turn = began + (posted++ * 1_000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, turn - Date.now())));
      await person.post(room, `Message ${posted} while somebody writes, which is as long as such messages are.`);
    }
  };
  const posting = others.map(post);
  await page.evaluate(() => (window.keys = []));
  for (let n = 0; n < letters; n++) await page.keyboard.type('abcdefghij'[n % 10], { delay: 70 });
  await page.waitForFunction((count) => window.keys.length >= count, letters);
  going = false;
  await Promise.all(posting);
  const seconds = (Date.now() - began) / 1_000;
  return { found: await page.evaluate(() => window.keys), rate: (posted - others.length) / seconds };
}

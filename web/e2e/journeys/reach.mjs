import assert from 'node:assert/strict';
import { PASSWORD } from '../api.mjs';
import { Wire } from '../wire.mjs';
import { button, field, heading, message, post, rail, roomLink, together, until } from './steps.mjs';

export const reach = [
  ['nothing is lost or doubled without a network', offline],
  ['all by the keyboard alone', keyboard],
  ['an input method’s Enter does not send', composition],
  ['the language changes at once, and is kept', language],
  ['it works on a phone', phone],
];

const MEANWHILE = 90;

/** The three ways to lose something: an answer, a request, and what others say while one is away. */
async function offline(world) {
  const wire = await Wire.to(world.url);
  try {
    const { hana, ken, room } = await together(world, 'Offline', { ken: { url: wire.url } });
    // What is under way when the wire is cut is not what this is about.
    for (const page of [hana, ken]) await message(page, 'Group created').waitFor();
    wire.deafen();
    await post(ken, 'the answer to this is lost');
    await message(hana, 'the answer to this is lost').waitFor();
    await message(ken, 'the answer to this is lost').getByText('Sending').waitFor();
    wire.cut();
    await post(ken, 'written without a network');
    await post(ken, 'and one more');
    await message(ken, 'and one more').getByText('Sending').waitFor();
    await ken.getByText('No connection').waitFor();
    for (let n = 1; n <= MEANWHILE; n++) await world.people.hana.post(room, `meanwhile ${n}`);
    wire.mend();
    await message(hana, 'and one more').waitFor();
    await ken.getByText('No connection').waitFor({ state: 'detached' });
    await until('nothing left to send', async () => (await ken.getByText('Sending').count()) === 0);
    const { messages } = await world.people.hana.call('GET', `/v1/rooms/${room}/messages?limit=100`);
    const bodies = messages.filter(({ kind }) => kind === 'user').map(({ body }) => body);
    assert.equal(bodies.length, MEANWHILE + 3);
    assert.equal(new Set(bodies).size, bodies.length, 'a message was posted twice');
    for (const [who, page] of [['Ken', ken], ['Hana', hana]]) {
      await until(`all of it at ${who}`, async () => String(await shown(page)) === String(bodies));
    }
  } finally {
    await wire.close();
  }
}

/** All bodies that the page shows, from above, confirmed or not. */
const shown = (page) =>
  page.locator('article:not(.message-system)').evaluateAll((all) => all.map((each) => each.querySelector('.message-body').textContent.trim()));

/** From the sign-in to a sent message without a mouse. */
async function keyboard({ stage, people }) {
  await people.hana.group('Keys', [people.ken]);
  const hana = await stage.enter('hana', { person: people.hana });
  await roomLink(hana, 'Keys').click();
  const ken = await stage.enter('ken');
  await ken.getByLabel('E-mail address').and(ken.locator(':focus')).waitFor();
  await ken.keyboard.type('ken@example.org');
  await ken.keyboard.press('Tab');
  await ken.keyboard.type(PASSWORD);
  await ken.keyboard.press('Enter');
  await roomLink(ken, 'Keys').waitFor();
  await ken.keyboard.press('Control+k');
  await ken.getByRole('combobox').and(ken.locator(':focus')).waitFor();
  await ken.keyboard.type('Keys');
  await ken.getByRole('option', { name: 'Keys' }).first().waitFor();
  await ken.keyboard.press('Enter');
  await heading(ken, 'Keys').waitFor();
  await field(ken).waitFor();
  await ken.keyboard.press('m');
  await field(ken).and(ken.locator(':focus')).waitFor();
  await ken.keyboard.type('by keys alone');
  await ken.keyboard.press('Control+Enter');
  await message(hana, 'by keys alone').waitFor();
  await until('the message confirmed', async () => (await ken.locator('[data-sequence]').filter({ hasText: 'by keys' }).count()) === 1);
  await ken.keyboard.press('ArrowUp');
  await ken.getByText('You are editing a message').waitFor();
  await ken.keyboard.type(', again');
  await ken.keyboard.press('Control+Enter');
  await message(hana, 'by keys alone, again').waitFor();
  await ken.keyboard.press('Control+k');
  await ken.getByRole('combobox').and(ken.locator(':focus')).waitFor();
  await ken.keyboard.press('Escape');
  await ken.getByRole('combobox').waitFor({ state: 'detached' });
}

/** A conversion in Chromium itself, then the Enter of each browser that ends one. */
async function composition(world) {
  const { hana, ken } = await together(world, 'Japanese');
  await hana.getByLabel('Enter sends').check();
  await field(hana).focus();
  const session = await hana.context().newCDPSession(hana);
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  const enter = (event) =>
    field(hana).evaluate((element, more) => {
      const key = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...more });
      return element.dispatchEvent(key);
    }, event);
  assert.equal(await enter({ isComposing: true, keyCode: 229 }), true, 'the Enter of Chromium and Firefox was taken');
  await session.send('Input.insertText', { text: '日本' });
  assert.equal(await enter({ isComposing: false, keyCode: 229 }), true, 'the Enter of Safari, after the conversion, was taken');
  assert.equal(await field(hana).inputValue(), '日本');
  assert.equal(await message(hana, '日').count() + (await message(hana, 'に').count()), 0);
  await field(hana).press('Enter');
  await message(ken, '日本').waitFor();
  assert.equal(await field(hana).inputValue(), '');
}

async function language({ stage, people }) {
  const ken = await stage.enter('ken', { person: people.ken, path: '/settings' });
  await button(ken, '日本語').click();
  await heading(ken, '設定').waitFor();
  assert.equal(await ken.evaluate(() => document.documentElement.lang), 'ja');
  await ken.reload();
  await heading(ken, '設定').waitFor();
  await button(ken, 'English').click();
  await heading(ken, 'Settings').waitFor();
  assert.equal(await ken.evaluate(() => document.documentElement.lang), 'en');
  // What the account has is what the next browser shows.
  const kept = async () => (await people.ken.call('GET', '/v1/me/preferences'))['web.language'];
  await until('the language at the account', async () => (await kept()) === 'en');
  const hana = await stage.enter('hana', { person: people.hana, path: '/settings', locale: 'ja-JP' });
  await heading(hana, '設定').waitFor();
}

async function phone({ stage, people }) {
  const room = await people.hana.group('Pocket', [people.ken]);
  const ken = await stage.enter('ken', { person: people.ken, path: `/rooms/${room}` });
  const options = { person: people.hana, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const hana = await stage.enter('hana', options);
  const fits = async (where) => {
    const width = await hana.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${where} is ${width} pixels wide`);
  };
  await roomLink(hana, 'Pocket').tap();
  await field(hana).waitFor();
  await field(hana).fill(`from my phone ${'w'.repeat(300)}`);
  await button(hana, 'Send').tap();
  await message(ken, 'from my phone').waitFor();
  await message(hana, 'from my phone').waitFor();
  await fits('a chat');
  await button(hana, 'Overview and tasks').tap();
  await heading(hana, 'Description').waitFor();
  await fits('the panel');
  await hana.getByRole('complementary', { name: 'Overview and tasks' }).getByRole('button', { name: 'Close' }).tap();
  await hana.getByRole('link', { name: 'Back' }).tap();
  await roomLink(hana, 'Pocket').waitFor();
  await fits('the list');
  for (const page of ['Tasks', 'Contacts', 'Settings']) {
    await rail(hana, page).tap();
    await heading(hana, page).waitFor();
    await fits(page);
  }
}

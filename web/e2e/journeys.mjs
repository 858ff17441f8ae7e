import assert from 'node:assert/strict';
import { PASSWORD } from './api.mjs';

/** In order: each goes on where the one before ended. */
export const journeys = [
  ['the first person sets the server up', setUp],
  ['a colleague signs up by invitation', signUp],
  ['colleagues are contacts, and talk live', contacts],
  ['a group is made, and joined by link with approval', groupByLink],
  ['a message with an address is a badge for the other', mentionBadge],
  ['reply, edit, react, delete are seen live', changes],
  ['a message becomes a task, which is done and undone', task],
  ['an input method\'s Enter does not send', composition],
  ['all by the keyboard', keyboard],
  ['nothing is lost or doubled without a network', offline],
  ['markup of others does nothing', hostile],
  ['the language changes at once', language],
  ['it works on a phone', phone],
  ['who is removed loses the chat at once', removed],
];

async function person(world, who, options = {}) {
  const context = await world.browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1360, height: 820 },
    serviceWorkers: 'block',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  world.pages[who] = page;
  return page;
}

const button = (page, name) => page.getByRole('button', { name, exact: true });
const field = (page) => page.getByRole('textbox', { name: 'Write a message' });
const message = (page, text) => page.getByRole('article').filter({ hasText: text });

async function post(page, text) {
  await field(page).fill(text);
  await field(page).press('Control+Enter');
}

async function act(page, text, name) {
  const confirmed = page.locator('[data-sequence]').filter({ hasText: text }).last();
  await confirmed.focus();
  await confirmed.getByRole('button', { name, exact: true }).click();
}

async function setUp(world) {
  const hana = await person(world, 'hana');
  await hana.goto(world.url);
  await hana.getByLabel('Name of the organization').fill('Swallow Ltd');
  await hana.getByLabel('Your name').fill('Hana');
  await hana.getByLabel('E-mail address').fill('hana@example.org');
  await hana.getByLabel('Password').fill(PASSWORD);
  await button(hana, 'Set up').click();
  await hana.getByRole('link', { name: 'My chat' }).waitFor();
}

async function signUp(world) {
  const { hana } = world.pages;
  await hana.getByRole('link', { name: 'Contacts' }).click();
  await button(hana, 'Make an invitation').click();
  const invitation = await hana.getByLabel('Invite to the organization').inputValue();
  const ken = await person(world, 'ken');
  await ken.goto(invitation);
  await ken.getByRole('heading', { name: 'Join Swallow Ltd' }).waitFor();
  await ken.getByLabel('Your name').fill('Ken');
  await ken.getByLabel('E-mail address').fill('ken@example.org');
  await ken.getByLabel('Password').fill('short');
  await button(ken, 'Make account').click();
  await ken.getByRole('alert').waitFor();
  await ken.getByLabel('Password').fill(PASSWORD);
  await button(ken, 'Make account').click();
  await ken.getByRole('link', { name: 'My chat' }).waitFor();
}

async function contacts(world) {
  const { hana, ken } = world.pages;
  await ken.getByRole('link', { name: 'Contacts' }).click();
  await hana.reload();
  await button(hana, 'Open the chat with Ken').click();
  await field(hana).waitFor();
  await button(ken, 'Open the chat with Hana').click();
  await post(hana, 'Hello Ken');
  await message(ken, 'Hello Ken').waitFor();
  await post(ken, 'Hello Hana');
  await message(hana, 'Hello Hana').waitFor();
}

async function groupByLink(world) {
  const { hana, ken } = world.pages;
  await button(hana, 'New group').click();
  await hana.getByLabel('Name of the group').fill('Launch');
  await button(hana, 'Create group').click();
  await hana.getByRole('heading', { name: 'Launch', exact: true }).waitFor();
  await button(hana, 'Make a link').click();
  const link = await hana.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  await ken.goto(link);
  await button(ken, 'Ask to join').click();
  await ken.getByText('You have asked to join').waitFor();
  await button(hana, 'Let in').click();
  await ken.getByRole('heading', { name: 'Launch', exact: true }).waitFor();
}

async function mentionBadge(world) {
  const { hana, ken } = world.pages;
  await ken.getByRole('link', { name: 'Tasks', exact: true }).click();
  await field(hana).fill('@Ke');
  await hana.getByRole('option', { name: 'Ken' }).waitFor();
  await field(hana).press('Enter');
  await field(hana).pressSequentially('please look');
  await field(hana).press('Control+Enter');
  await ken.getByLabel('1 to you').waitFor();
  assert.match(await ken.title(), /^\(1\)/);
  await ken.getByRole('link', { name: /^Launch/ }).click();
  await message(ken, 'please look').waitFor();
  await ken.getByLabel('1 to you').waitFor({ state: 'detached' });
}

async function changes(world) {
  const { hana, ken } = world.pages;
  await act(ken, 'please look', 'Reply');
  await field(ken).pressSequentially('I did');
  await field(ken).press('Control+Enter');
  await message(hana, 'I did').waitFor();
  await act(ken, 'I did', 'Edit');
  await field(ken).fill('I looked at it');
  await button(ken, 'Save').click();
  await message(hana, 'I looked at it').getByText('(edited)').waitFor();
  await act(hana, 'I looked at it', 'React');
  await hana.getByRole('menuitem', { name: 'Thank you' }).click();
  await message(ken, 'I looked at it').getByRole('button', { name: /^thanks 1/ }).waitFor();
  await act(ken, 'I looked at it', 'More');
  await ken.getByRole('menuitem', { name: 'Delete' }).click();
  await ken.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await message(hana, 'This message was deleted').waitFor();
}

async function task(world) {
  const { hana, ken } = world.pages;
  await post(hana, 'Order the cake');
  await act(hana, 'Order the cake', 'More');
  await hana.getByRole('menuitem', { name: 'Make a task' }).click();
  const dialog = hana.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Hana' }).click();
  await dialog.getByRole('button', { name: 'Ken' }).click();
  await dialog.getByRole('button', { name: 'Add task' }).click();
  await dialog.waitFor({ state: 'detached' });
  await ken.getByRole('navigation').getByRole('link', { name: 'Tasks' }).click();
  const tick = ken.getByRole('checkbox', { name: /^Mark as done/ });
  await tick.click();
  await button(ken, 'Undo').click();
  await tick.waitFor();
  await tick.click();
  await tick.waitFor({ state: 'detached' });
  await message(hana, 'Task done').first().waitFor();
}

async function composition(world) {
  const { hana } = world.pages;
  await hana.getByLabel('Enter sends').check();
  await field(hana).focus();
  const session = await hana.context().newCDPSession(hana);
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  // What Chromium sends for the Enter that confirms a conversion.
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process', code: 'Enter' });
  await field(hana).evaluate((element) =>
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })),
  );
  await session.send('Input.insertText', { text: '日本' });
  assert.equal(await field(hana).inputValue(), '日本');
  await field(hana).press('Enter');
  await message(hana, '日本').waitFor();
  await hana.getByLabel('Enter sends').uncheck();
}

async function keyboard(world) {
  const { hana, ken } = world.pages;
  await ken.locator('body').click({ position: { x: 5, y: 300 } });
  await ken.keyboard.press('Control+k');
  await ken.keyboard.type('Laun');
  await ken.keyboard.press('Enter');
  await ken.getByRole('heading', { name: 'Launch', exact: true }).waitFor();
  await ken.keyboard.press('m');
  await ken.keyboard.type('by keys alone');
  await ken.keyboard.press('Control+Enter');
  await message(hana, 'by keys alone').waitFor();
  await ken.keyboard.press('ArrowUp');
  await ken.getByText('You are editing a message').waitFor();
  await ken.keyboard.press('Escape');
}

async function offline(world) {
  const { hana, ken } = world.pages;
  await ken.context().setOffline(true);
  // A socket that is open outlives the switch; a reload of the network breaks it, as in life.
  await post(ken, 'written without a network');
  await message(ken, 'Sending').waitFor();
  await post(hana, 'said meanwhile');
  await ken.context().setOffline(false);
  await message(ken, 'said meanwhile').waitFor();
  await message(hana, 'written without a network').waitFor();
  await ken.getByText('Sending').waitFor({ state: 'detached' });
  for (const page of [hana, ken]) {
    assert.equal(await message(page, 'written without a network').count(), 1);
    assert.equal(await message(page, 'said meanwhile').count(), 1);
  }
}

async function hostile(world) {
  const { hana, ken } = world.pages;
  await post(hana, '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [url]javascript:window.hacked=1[/url] end');
  await message(ken, 'window.hacked').waitFor();
  assert.equal(await message(ken, 'window.hacked').getByRole('link').count(), 0);
  assert.equal(await ken.evaluate(() => window.hacked), undefined);
}

async function language(world) {
  const { ken } = world.pages;
  await ken.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await button(ken, '日本語').click();
  await ken.getByRole('heading', { name: '設定' }).waitFor();
  assert.equal(await ken.evaluate(() => document.documentElement.lang), 'ja');
  await button(ken, 'English').click();
  await ken.getByRole('heading', { name: 'Settings' }).waitFor();
}

async function phone(world) {
  const page = await person(world, 'phone', { viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.goto(world.url);
  await page.getByLabel('E-mail address').fill('hana@example.org');
  await page.getByLabel('Password').fill('wrong password');
  await button(page, 'Sign in').click();
  await page.getByText('The address or the password is wrong').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await button(page, 'Sign in').click();
  await page.getByRole('link', { name: /^Launch/ }).tap();
  await field(page).fill('from my phone');
  await button(page, 'Send').tap();
  await message(world.pages.hana, 'from my phone').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, 'the page is wider than the phone');
  await page.getByRole('link', { name: 'Back' }).tap();
  await page.getByRole('link', { name: 'My chat' }).waitFor();
}

async function removed(world) {
  const { hana, ken } = world.pages;
  await ken.getByRole('link', { name: /^Launch/ }).click();
  await button(hana, 'More: Ken').click();
  await hana.getByRole('menuitem', { name: 'Remove' }).click();
  await hana.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await ken.getByText('This chat is not there').waitFor();
  assert.equal(await ken.getByRole('link', { name: /^Launch/ }).count(), 0);
}

import assert from 'node:assert/strict';
import {
  act, button, choose, confirmed, field, heading, inSight, log, message, post, rail, roomLink, together, until,
} from './steps.mjs';

export const talk = [
  ['what one posts the other sees at once', live],
  ['a message with an address is a badge for the other', mentionBadge],
  ['a reply leads to what it answers', reply],
  ['an edit is seen live, and so is what was there before', edit],
  ['a deleted message is gone for everybody', remove],
  ['a reaction is seen live, and taken back', react],
  ['a message becomes a task, which is done and undone', task],
  ['a long history opens at the unread line and scrolls without jumps', history],
  ['a Japanese word is found, and jumped to', search],
  ['a chat is searched beside it, and what is found stays there', searchBeside],
  ['on a phone one comes back to what was found', searchOnPhone],
  ['markup of others does nothing', hostile],
];

async function live(world) {
  const { hana, ken } = await together(world, 'Live');
  await field(hana).pressSequentially('Hello');
  await ken.getByText('Hana is writing').waitFor();
  await field(hana).press('Control+Enter');
  await message(ken, 'Hello').waitFor();
  await post(ken, 'Hello to you, Hana');
  await message(hana, 'Hello to you, Hana').waitFor();
  assert.equal(await field(hana).inputValue(), '');
  assert.equal(await message(hana, 'Hello').count(), 2);
}

async function mentionBadge(world) {
  const { hana, ken } = await together(world, 'Mention');
  await rail(ken, 'Tasks').click();
  await heading(ken, 'Tasks').waitFor();
  await field(hana).pressSequentially('@Ke');
  await hana.getByRole('option', { name: 'Ken' }).waitFor();
  await field(hana).press('Enter');
  await field(hana).pressSequentially('please look');
  await field(hana).press('Control+Enter');
  await roomLink(ken, 'Mention').getByLabel('1 to you').waitFor();
  await until('a number in the title', async () => /^\(1\)/.test(await ken.title()));
  await roomLink(ken, 'Mention').click();
  await message(ken, 'please look').waitFor();
  await ken.getByLabel('1 to you').waitFor({ state: 'detached' });
  await until('no number in the title', async () => !/^\(/.test(await ken.title()));
}

async function reply(world) {
  const { hana, ken } = await together(world, 'Reply');
  await post(hana, 'Who brings the cake?');
  await act(ken, 'Who brings the cake?', 'Reply');
  await until('the mark of the reply', async () => (await field(ken).inputValue()).startsWith('[rp'));
  await ken.keyboard.type('I do');
  await field(ken).press('Control+Enter');
  await message(hana, 'I do').getByRole('link', { name: /^Re/ }).click();
  await until('the address of the message', () => /\/rooms\/\d+\/.+/.test(new URL(hana.url()).pathname));
  await confirmed(hana, 'Who brings the cake?').and(hana.locator('.message-aimed')).waitFor();
}

async function edit(world) {
  const { hana, ken } = await together(world, 'Edit');
  await post(ken, 'The meeting is at nine');
  await act(ken, 'The meeting is at nine', 'Edit');
  await ken.getByText('You are editing a message').waitFor();
  await field(ken).fill('The meeting is at ten');
  await button(ken, 'Save').click();
  const edited = message(hana, 'The meeting is at ten');
  await edited.getByText('(edited)').click();
  await hana.getByRole('dialog').getByText('The meeting is at nine').waitFor();
  await button(hana.getByRole('dialog'), 'Close').click();
  await hana.getByRole('dialog').waitFor({ state: 'detached' });
  await until('the text before out of sight', async () => (await hana.getByText('The meeting is at nine').count()) === 0);
}

async function remove(world) {
  const { hana, ken } = await together(world, 'Delete');
  await post(ken, 'Not meant for here');
  await message(hana, 'Not meant for here').waitFor();
  await act(ken, 'Not meant for here', 'More');
  await choose(ken, 'Delete');
  await button(ken.getByRole('dialog'), 'Delete').click();
  await message(hana, 'This message was deleted').waitFor();
  assert.equal(await hana.getByText('Not meant for here').count(), 0);
  await hana.reload();
  await message(hana, 'This message was deleted').waitFor();
}

async function react(world) {
  const { hana, ken } = await together(world, 'React');
  await post(ken, 'I fixed the printer');
  await act(hana, 'I fixed the printer', 'React');
  await choose(hana, 'Thank you');
  const thanks = message(ken, 'I fixed the printer').getByRole('button', { name: /^Thank you 1/ });
  await thanks.waitFor();
  await thanks.click();
  await message(hana, 'I fixed the printer').getByRole('button', { name: /^Thank you 2/ }).click();
  await thanks.waitFor();
}

async function task(world) {
  const { hana, ken } = await together(world, 'Task');
  await post(hana, 'Order the cake');
  await act(hana, 'Order the cake', 'More');
  await choose(hana, 'Make a task');
  const dialog = hana.getByRole('dialog');
  await button(dialog, 'Hana').click();
  await button(dialog, 'Ken').click();
  await button(dialog, 'Add task').click();
  await dialog.waitFor({ state: 'detached' });
  await roomLink(ken, 'Task').getByLabel('1 open task').waitFor();
  await rail(ken, 'Tasks').click();
  const open = ken.getByRole('checkbox', { name: /^Mark as done/ });
  await open.click();
  await button(ken, 'Undo').click();
  await open.waitFor();
  await open.click();
  await open.waitFor({ state: 'detached' });
  await message(hana, 'Task done').first().waitFor();
  await roomLink(ken, 'Task').getByLabel('1 open task').waitFor({ state: 'detached' });
}

/** The browser keeps nothing that it is not shown; what is put in above must not move what is read. */
async function history({ stage, people }) {
  const { hana, ken } = people;
  const room = await hana.group('History', [ken]);
  const many = 240;
  for (let n = 1; n <= many; n++) await hana.post(room, `Page ${n} of the diary`);
  await ken.call('PUT', `/v1/rooms/${room}/read`, { sequence: 150 });
  const page = await stage.enter('ken', { person: ken, path: `/rooms/${room}` });
  await page.getByText('Unread from here').waitFor();
  await inSight(page, 'Page 151 of the diary');
  await field(page).waitFor();
  for (let jump = await jumpAt(page, 300); jump !== null; jump = await jumpAt(page, 300)) {
    assert.ok(Math.abs(jump) <= 1, `the page jumped by ${jump} pixels`);
  }
  await log(page).evaluate((element) => element.scrollTo(0, 0));
  await inSight(page, 'Page 1 of the diary');
  await page.locator('.to-newest').click();
  await inSight(page, `Page ${many} of the diary`);
  const { messages } = await hana.call('GET', `/v1/rooms/${room}/messages?around=20&limit=1`);
  await page.goto(`/rooms/${room}/${messages[0].message_id}`);
  await inSight(page, `Page ${messages[0].sequence} of the diary`);
}

/**
 * Scrolls near the begin of what is loaded and says by how much the page moved when older messages came, from one
 * frame to the next; null where there are none.
 */
const jumpAt = (page, top) =>
  log(page).evaluate(async (element, wanted) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const rows = () => [...element.querySelectorAll('[data-sequence]')];
    const first = () => Number(rows()[0].dataset.sequence);
    element.scrollTop = wanted;
    for (let frames = 0; frames < 3; frames++) await frame();
    const edge = element.getBoundingClientRect().top;
    const anchor = rows().find((row) => row.getBoundingClientRect().bottom > edge).dataset.sequence;
    const place = () => element.querySelector(`[data-sequence="${anchor}"]`).getBoundingClientRect().top;
    let before = { first: first(), place: place() };
    // What was under way already may have come in the first frames: then nothing more comes.
    for (let frames = 0; before.first > 1; frames++) {
      if (frames > 120) return 0;
      await frame();
      const now = { first: first(), place: place() };
      if (now.first < before.first) return now.place - before.place;
      before = now;
    }
    return null;
  }, top);

async function search(world) {
  const { hana, ken } = await together(world, 'Found');
  await post(hana, '来週の金曜日に東京で会議をします');
  await message(ken, '東京で会議').waitFor();
  await rail(ken, 'Search').click();
  const box = ken.getByRole('searchbox', { name: 'Words to search for' });
  const hit = ken.getByRole('search').getByRole('listitem').filter({ hasText: '来週の金曜日' });
  // The index may follow a moment later; asking again is what a person does, too.
  let turn = 0;
  await until('the message among the hits', async () => {
    await box.fill(turn++ % 2 === 0 ? '京で会議' : '京で会');
    await hit.waitFor({ timeout: 1_000 }).catch(() => undefined);
    return (await hit.count()) === 1;
  });
  assert.match(await hit.locator('mark').innerText(), /京で会/);
  await box.fill('京で会 from:nobody-of-this-name');
  await ken.getByText('You know nobody of that name.').waitFor();
  await box.fill('京で会');
  await hit.waitFor();
  await box.press('ArrowDown');
  await ken.keyboard.press('Enter');
  await until('the address of the message', () => /\/rooms\/\d+\/\d+$/.test(new URL(ken.url()).pathname));
  await message(ken, '東京で会議').waitFor();
}

/** Who has the word in two chats, below much else. */
async function withNests({ people: { hana, ken } }, name) {
  const room = await hana.group(name, [ken]);
  const other = await hana.group(`${name} elsewhere`, [ken]);
  await hana.post(room, '軒下に燕の巣を見つけました');
  await hana.post(room, 'Which side of the house?');
  await hana.post(other, '燕の巣の写真です');
  for (let n = 1; n <= 60; n++) await hana.post(room, `Page ${n} of the diary`);
  const { last_sequence: sequence } = await ken.call('GET', `/v1/rooms/${room}`);
  await ken.call('PUT', `/v1/rooms/${room}/read`, { sequence });
  return room;
}

const beside = (page) => page.getByRole('complementary', { name: 'Overview and tasks' });
const hits = (page) => beside(page).getByRole('search').getByRole('listitem');

/** The index may follow a moment later; asking again is what a person does, too. */
async function findNest(page) {
  const box = beside(page).getByRole('searchbox');
  let turn = 0;
  await until('the message among the hits', async () => {
    await box.fill(turn++ % 2 === 0 ? '燕の巣' : '燕の');
    await hits(page).waitFor({ timeout: 1_000 }).catch(() => undefined);
    return (await hits(page).filter({ hasText: '軒下' }).count()) === 1;
  });
}

async function searchBeside(world) {
  const room = await withNests(world, 'Nests');
  const ken = await world.stage.enter('ken', { person: world.people.ken, path: `/rooms/${room}` });
  await message(ken, 'Page 60 of').waitFor();
  await ken.keyboard.press('/');
  await beside(ken).getByRole('searchbox').and(ken.locator(':focus')).waitFor();
  await findNest(ken);
  assert.equal(await hits(ken).count(), 1, 'something of another chat is found');
  assert.match(await hits(ken).locator('mark').innerText(), /燕の/);
  await button(hits(ken), 'Show context').click();
  await hits(ken).getByText('Which side of the house?').waitFor();
  await beside(ken).getByRole('searchbox').press('ArrowDown');
  await ken.keyboard.press('Enter');
  await confirmed(ken, '軒下').and(ken.locator('.message-aimed')).waitFor();
  await inSight(ken, '軒下に燕の巣を見つけました');
  await hits(ken).locator('[aria-current="location"]').and(ken.locator(':focus')).waitFor();
  const { messages } = await world.people.hana.call('GET', `/v1/rooms/${room}/messages?after=0&limit=5`);
  const nest = messages.find(({ body }) => body.includes('軒下'));
  await world.people.hana.call('DELETE', `/v1/rooms/${room}/messages/${nest.message_id}`);
  await hits(ken).filter({ hasText: 'Deleted' }).waitFor();
  assert.equal(await hits(ken).filter({ hasText: '軒下' }).count(), 0, 'a deleted text is still shown');
  await ken.keyboard.press('Control+k');
  await ken.getByRole('combobox').and(ken.locator(':focus')).waitFor();
  await ken.keyboard.type('Page 12 of');
  await ken.getByRole('option', { name: /In this chat$/ }).click();
  await hits(ken).filter({ hasText: 'Page 12 of' }).getByRole('link').click();
  await inSight(ken, 'Page 12 of the diary');
  await ken.keyboard.press('Escape');
  await beside(ken).waitFor({ state: 'detached' });
}

async function searchOnPhone(world) {
  const room = await withNests(world, 'Nests to go');
  const options = { person: world.people.ken, viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const ken = await world.stage.enter('ken', { path: `/rooms/${room}`, ...options });
  await message(ken, 'Page 60 of').waitFor();
  await button(ken.locator('.room-head'), 'More').tap();
  await choose(ken, 'Search in this chat');
  await findNest(ken);
  assert.ok((await ken.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await hits(ken).getByRole('link').tap();
  await beside(ken).waitFor({ state: 'detached' });
  await inSight(ken, '軒下に燕の巣を見つけました');
  await button(ken, 'Search in this chat').tap();
  await hits(ken).locator('[aria-current="location"]').and(ken.locator(':focus')).waitFor();
}

async function hostile(world) {
  const { hana, ken } = await together(world, 'Markup');
  await post(hana, '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [url]javascript:window.hacked=1[/url] end');
  await message(ken, 'window.hacked').waitFor();
  assert.equal(await message(ken, 'window.hacked').getByRole('link').count(), 0);
  await post(hana, `${'[qt]'.repeat(2_000)}deep${'[info]'.repeat(2_000)} [code]${'[/qt]'.repeat(500)}`);
  await message(ken, 'deep').waitFor();
  await post(hana, 'still alive');
  await message(ken, 'still alive').waitFor();
  assert.equal(await ken.evaluate(() => window.hacked), undefined);
}

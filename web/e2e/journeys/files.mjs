import assert from 'node:assert/strict';
import { company } from '../api.mjs';
import { morning } from '../pictures.mjs';
import { Wire } from '../wire.mjs';
import { button, field, message, rail, together, until } from './steps.mjs';

export const files = [
  ['a picture that is dropped is seen in the other browser', picture],
  ['a pasted text is read in the viewer, and deleted for everybody', text],
  ['a film is played in the viewer', film],
  ['several files go as one message, without those that were left out', several],
  ['a file waits for the network, and can be given up', interrupted],
  ['who may not send files has no way to', forbidden],
  ['a picture of oneself is seen by the others, and taken back', portrait],
];

/** On a server that keeps little. */
export const scarce = [
  ['a full storage refuses a file, and what was written is kept', full],
];

/** Drops or pastes a file that the page makes itself. */
function give(page, how, name, kind) {
  return page.evaluate(
    async ([way, fileName, what]) => {
      let bytes = new Blob(['Swallows fly.\nつばめ'], { type: 'text/plain' });
      if (what === 'picture') {
        const canvas = document.createElement('canvas');
        canvas.width = 640;
        canvas.height = 320;
        const pen = canvas.getContext('2d');
        pen.fillStyle = 'teal';
        pen.fillRect(0, 0, 640, 320);
        bytes = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
      } else if (what === 'film') {
        const canvas = document.createElement('canvas');
        canvas.width = 320;
        canvas.height = 180;
        const pen = canvas.getContext('2d');
        const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' });
        const parts = [];
        recorder.ondataavailable = ({ data }) => parts.push(data);
        const ended = new Promise((resolve) => (recorder.onstop = resolve));
        recorder.start();
        for (let frame = 0; frame < 30; frame++) {
          pen.fillStyle = `hsl(${12 * frame} 60% 50%)`;
          pen.fillRect(0, 0, 320, 180);
          await new Promise((resolve) => setTimeout(resolve, 40));
        }
        recorder.stop();
        await ended;
        bytes = new Blob(parts, { type: 'video/webm' });
      }
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName, { type: bytes.type }));
      const options = { bubbles: true, cancelable: true };
      const target = document.querySelector(way === 'drop' ? '.timeline' : '.composer textarea');
      if (way === 'drop') {
        for (const type of ['dragenter', 'dragover', 'drop']) {
          target.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
        }
      } else target.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
    },
    [how, name, kind],
  );
}

const attached = (page) => page.getByRole('list', { name: 'Files for this message' }).getByRole('listitem');
const underWay = (page) => page.getByRole('list', { name: 'Files on their way' }).getByRole('listitem');
const chooser = (page) => page.locator('input[type="file"]').first();
const listed = (page, name) => page.locator('.file-list').getByText(name);

async function picture(world) {
  const { hana, ken } = await together(world, 'Pictures');
  // The stream may tell of the preview before the server gives it out.
  let refused = 0;
  await ken.route(/\/preview\?size=small$/, (route) =>
    refused++ < 2 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  );
  await give(hana, 'drop', 'nest 巣.png', 'picture');
  await attached(hana).filter({ hasText: 'nest 巣.png' }).waitFor();
  // The field has the focus: the words to the picture are typed at once.
  await field(hana).and(hana.locator(':focus')).waitFor();
  await hana.keyboard.type('Under our roof');
  await hana.keyboard.press('Control+Enter');
  await message(ken, 'Under our roof').getByRole('img', { name: 'nest 巣.png' }).waitFor();
  await until('the preview that the server made', () =>
    ken.evaluate(() => {
      const image = document.querySelector('.file-picture img');
      return image !== null && image.complete && image.naturalWidth > 0 && image.src.includes('/preview');
    }),
  );
  assert.ok(refused > 2);
  assert.equal(await attached(hana).count(), 0);
  assert.equal(await field(hana).inputValue(), '');
  await button(ken, 'Open nest 巣.png').click();
  await ken.getByRole('dialog', { name: 'nest 巣.png' }).getByRole('img').waitFor();
  await ken.keyboard.press('Escape');
  await ken.getByRole('dialog').waitFor({ state: 'detached' });
  await part(ken, 'Files').click();
  await listed(ken, 'nest 巣.png').waitFor();
  const href = await ken.getByRole('link', { name: 'Download nest 巣.png' }).first().getAttribute('href');
  const answer = await ken.request.get(href);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['content-disposition'], /^attachment/);
}

async function text(world) {
  const { hana, ken } = await together(world, 'Papers');
  let refused = 0;
  await ken.route(/\/preview$/, (route) => (refused++ < 1 ? route.fulfill({ status: 404, body: '' }) : route.continue()));
  await give(hana, 'paste', 'notes.txt', 'text');
  await attached(hana).filter({ hasText: 'notes.txt' }).waitFor();
  await button(hana, 'Send').click();
  await button(message(ken, 'notes.txt'), 'notes.txt').click();
  await ken.getByRole('dialog', { name: 'notes.txt' }).getByText('Swallows fly.').waitFor();
  await ken.keyboard.press('Escape');
  await ken.getByRole('dialog').waitFor({ state: 'detached' });
  await found(ken, 'つばめ', 'notes.txt');
  await part(hana, 'Files').click();
  await button(hana, 'Delete notes.txt').click();
  await button(hana.getByRole('dialog'), 'Delete file').click();
  await message(ken, 'notes.txt').getByText('This file was deleted').waitFor();
  await listed(hana, 'notes.txt').waitFor({ state: 'detached' });
  assert.equal(await message(ken, 'notes.txt').getByRole('link').count(), 0);
}

/** A part of the panel; their number stands beside the name. */
const part = (page, name) => page.getByRole('complementary').getByRole('button', { name: new RegExp(`^${name}`) });
/** By what stands in the file. The index may follow a moment later; asking again is what a person does, too. */
async function found(page, word, name) {
  await rail(page, 'Search').click();
  const search = page.getByRole('search');
  await button(search, 'Files').click();
  const hit = search.locator('[data-hit]').filter({ hasText: name });
  for (let turn = 0; (await hit.count()) === 0; turn++) {
    assert.ok(turn < 30, `${name} is not found by ${word}`);
    await search.getByRole('searchbox').fill(turn % 2 === 0 ? word : word.slice(0, -1));
    await hit.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await hit.click();
  await message(page, name).waitFor();
}

async function film(world) {
  const { hana, ken } = await together(world, 'Films');
  await give(hana, 'drop', 'flight.webm', 'film');
  await attached(hana).filter({ hasText: 'flight.webm' }).waitFor();
  await button(hana, 'Send').click();
  await button(message(ken, 'flight.webm'), 'flight.webm').click();
  const video = ken.getByRole('dialog', { name: 'flight.webm' }).locator('video');
  await video.evaluate((player) => {
    player.muted = true;
    return player.play();
  });
  await until('the film to run', () => video.evaluate((player) => player.currentTime > 0 && player.videoWidth === 320));
  await ken.keyboard.press('Escape');
  await video.waitFor({ state: 'detached' });
}

const some = (name, size = 1_000) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size, 7) });

async function several(world) {
  const { hana, ken, room } = await together(world, 'Several');
  for (let n = 1; n <= 30; n++) await world.people.ken.post(room, `Page ${n} of the diary`);
  await message(hana, 'Page 30 of').waitFor();
  await hana.getByRole('log').evaluate((log) => log.scrollTo(0, 0));
  await hana.locator('.to-newest').waitFor();
  await chooser(hana).setInputFiles([some('one.bin'), some('two.bin'), some('three.bin'), some('empty.bin', 0)]);
  await hana.getByText('Empty files are not sent: empty.bin').waitFor();
  await button(hana, 'Leave out two.bin').click();
  await button(hana, 'Send').click();
  await message(ken, 'one.bin').filter({ hasText: 'three.bin' }).waitFor();
  assert.equal(await ken.getByText('two.bin').count(), 0);
  await underWay(hana).waitFor({ state: 'detached' });
  // Who sends something wants to see it.
  await until('the files in sight', () =>
    message(hana, 'one.bin').evaluate((row) => {
      const [own, frame] = [row, row.closest('[role="log"]')].map((each) => each.getBoundingClientRect());
      return own.top >= frame.top && own.bottom <= frame.bottom + 1;
    }),
  );
}

/** The first file goes on when the network is back, the second is given up meanwhile. */
async function interrupted(world) {
  const wire = await Wire.to(world.url);
  try {
    const { hana, ken } = await together(world, 'Interrupted', { ken: { url: wire.url } });
    await message(ken, 'Group created').waitFor();
    wire.deafen();
    await chooser(ken).setInputFiles([some('patient.bin', 300_000)]);
    await button(ken, 'Send').click();
    await underWay(ken).filter({ hasText: 'patient.bin' }).waitFor();
    wire.cut();
    await underWay(ken).getByText('Broken off').waitFor();
    await chooser(ken).setInputFiles([some('given up.bin')]);
    await field(ken).fill('words that are kept');
    await button(ken, 'Send').click();
    await button(ken, 'Do not send given up.bin').click();
    assert.equal(await field(ken).inputValue(), 'words that are kept');
    wire.mend();
    await message(hana, 'patient.bin').waitFor();
    await message(ken, 'patient.bin').waitFor();
    await until('nothing left on its way', async () => (await underWay(ken).count()) === 0);
    assert.equal(await message(hana, 'patient.bin').count(), 1);
    assert.equal(await hana.getByText('given up.bin').count(), 0);
  } finally {
    await wire.close();
  }
}

async function forbidden(world) {
  const { hana, ken, room } = await together(world, 'Closed');
  await button(ken, 'Attach files').waitFor();
  const { settings } = await world.people.hana.call('GET', `/v1/rooms/${room}`);
  const closed = { settings: { ...settings, members_may_send_files: false } };
  await world.people.hana.call('PATCH', `/v1/rooms/${room}`, closed);
  await button(ken, 'Attach files').waitFor({ state: 'detached' });
  await give(ken, 'drop', 'notes.txt', 'text');
  await give(ken, 'paste', 'notes.txt', 'text');
  assert.equal(await attached(ken).count(), 0);
  await button(hana, 'Attach files').waitFor();
}

/** The faces of one person on a page, as far as they are drawn. */
const faces = (page, account) =>
  page.evaluate(
    (path) => [...document.images].filter((image) => image.src.includes(path) && image.naturalWidth > 0).length,
    `/v1/people/${account}/portraits/`,
  );

async function portrait(world) {
  const { hana, ken } = await together(world, 'Faces');
  const { account_id: account } = await world.people.hana.call('GET', '/v1/me');
  await hana.goto('/settings');
  const chosen = hana.locator('.portrait input[type="file"]');
  await chosen.setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await hana.getByText('cannot be opened as a picture').waitFor();
  await chosen.setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: morning(640, 320) });
  const dialog = hana.getByRole('dialog');
  const looks = () => dialog.locator('canvas').evaluate((canvas) => canvas.toDataURL());
  await dialog.getByLabel('Your picture').and(hana.locator(':focus')).waitFor();
  const before = await looks();
  await hana.keyboard.press('ArrowRight');
  await until('the picture moved', async () => (await looks()) !== before);
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'detached' });
  await until('the picture at the other', async () => (await faces(ken, account)) > 0);
  await hana.getByLabel('Status', { exact: true }).fill('Here');
  await button(hana, 'Save').click();
  await until('the status saved', async () => (await world.people.hana.call('GET', '/v1/me')).status_text === 'Here');
  assert.ok((await faces(hana, account)) > 0, 'saving the profile took the picture away');
  await button(hana, 'Remove the picture').click();
  await until('no picture at the other', async () => (await faces(ken, account)) === 0);
}

async function full({ stage, url }) {
  const [hana] = await company(url, 'Small Ltd', [{ name: 'Hana', email: 'hana@example.org' }]);
  const room = await hana.group('Full', []);
  const page = await stage.enter('hana', { person: hana, path: `/rooms/${room}` });
  await field(page).fill('too much for us');
  await chooser(page).setInputFiles([some('large.bin', 30_000)]);
  await button(page, 'Send').click();
  await underWay(page).getByText('The storage of your organization is full').waitFor();
  await button(page, 'Do not send large.bin').click();
  assert.equal(await field(page).inputValue(), 'too much for us');
  await chooser(page).setInputFiles([some('small.bin', 3_000)]);
  await button(page, 'Send').click();
  await message(page, 'small.bin').waitFor();
  await page.goto('/storage');
  await page.getByRole('progressbar', { name: 'Your organization' }).waitFor();
  await page.getByText('of 19.5 KB').waitFor();
  await listed(page, 'small.bin').waitFor();
}

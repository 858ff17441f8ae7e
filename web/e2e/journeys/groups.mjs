import assert from 'node:assert/strict';
import { button, field, heading, message, post, roomLink, together } from './steps.mjs';

export const groups = [
  ['a group is made, and joined by link with approval', byLink],
  ['who is removed loses the chat at once', removed],
];

async function byLink({ stage, people }) {
  const hana = await stage.enter('hana', { person: people.hana });
  await button(hana, 'New group').click();
  await hana.getByLabel('Name of the group').fill('Launch');
  await button(hana, 'Create group').click();
  await heading(hana, 'Launch').waitFor();
  await button(hana, 'Make a link').click();
  const link = await hana.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  const ken = await stage.enter('ken', { person: people.ken, path: null });
  await ken.goto(link);
  await heading(ken, 'You are invited to Launch').waitFor();
  // The first answer after the live stream told of it may be from before.
  let old = 1;
  await hana.route(/\/join-requests$/, (route) =>
    old-- > 0 ? route.fulfill({ json: { join_requests: [] } }) : route.continue(),
  );
  await button(ken, 'Ask to join').click();
  await ken.getByText('You have asked to join').waitFor();
  assert.equal(await roomLink(ken, 'Launch').count(), 0);
  await button(hana, 'Let in').click();
  await heading(ken, 'Launch').waitFor();
  await post(ken, 'Glad to be here');
  await message(hana, 'Glad to be here').waitFor();
}

async function removed(world) {
  const { hana, ken, room } = await together(world, 'Secret');
  await post(hana, 'For our eyes only');
  await message(ken, 'For our eyes only').waitFor();
  await button(hana, 'More: Ken').click();
  await hana.getByRole('menuitem', { name: 'Remove' }).click();
  await button(hana.getByRole('dialog'), 'Remove').click();
  await ken.getByText('This chat is not there').waitFor();
  assert.equal(await roomLink(ken, 'Secret').count(), 0);
  assert.equal(await ken.getByText('For our eyes only').count(), 0);
  assert.equal(await field(ken).count(), 0);
  await post(hana, 'Said without Ken');
  await message(hana, 'Said without Ken').waitFor();
  const answer = await ken.evaluate(
    (path) => fetch(path).then((response) => response.status),
    `/v1/rooms/${room}/messages?limit=10`,
  );
  assert.ok(answer === 403 || answer === 404, `who was removed reads: ${answer}`);
}

import assert from 'node:assert/strict';
import { PASSWORD, Person } from '../api.mjs';
import { button, heading, message, post, rail } from './steps.mjs';

export const entrance = [
  ['the first person sets the server up', setUp],
  ['a colleague signs up by invitation', signUp],
  ['signing in, and out again', signIn],
  ['a request for contact is made and accepted', contact],
];

async function fillIn(page, name, email, password) {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
}

async function setUp(world) {
  const hana = await world.stage.enter('hana');
  await heading(hana, 'Welcome to Tsubame').waitFor();
  await hana.getByLabel('Name of the organization').fill('Swallow Ltd');
  await fillIn(hana, 'Hana', 'hana@example.org', PASSWORD);
  await button(hana, 'Set up').click();
  await hana.getByRole('link', { name: 'My chat' }).waitFor();
  world.people.hana = new Person(world.url);
  await world.people.hana.signIn('hana@example.org');
}

async function signUp({ stage, people, url }) {
  const hana = await stage.enter('hana', { person: people.hana, path: '/contacts' });
  await button(hana, 'Make an invitation').click();
  const invitation = await hana.getByLabel('Invite to the organization').inputValue();
  const ken = await stage.enter('ken', { path: null });
  await ken.goto(invitation);
  await heading(ken, 'Join Swallow Ltd').waitFor();
  await fillIn(ken, 'Ken', 'ken@example.org', 'short');
  await button(ken, 'Make account').click();
  await ken.getByRole('alert').waitFor();
  await ken.getByLabel('Password').fill(PASSWORD);
  await button(ken, 'Make account').click();
  await ken.getByRole('link', { name: 'My chat' }).waitFor();
  people.ken = new Person(url);
  await people.ken.signIn('ken@example.org');
}

async function signIn({ stage }) {
  const ken = await stage.enter('ken');
  await ken.getByLabel('E-mail address').fill('ken@example.org');
  await ken.getByLabel('Password').fill('wrong password');
  await button(ken, 'Sign in').click();
  await ken.getByText('The address or the password is wrong').waitFor();
  await ken.getByLabel('Password').fill(PASSWORD);
  await button(ken, 'Sign in').click();
  await ken.getByRole('link', { name: 'My chat' }).waitFor();
  await ken.reload();
  await rail(ken, 'Settings').click();
  await button(ken, 'Sign out').click();
  await heading(ken, 'Sign in').waitFor();
  const left = await ken.evaluate(() => fetch('/v1/rooms').then((response) => response.status));
  assert.equal(left, 401, 'who signed out still reads');
}

/** Tom is of another organization: nobody here knows him before he is asked. */
async function contact({ stage, people, url, addAccount }) {
  await addAccount({ name: 'Tom', email: 'tom@example.org', organization: 'Harbour' });
  people.tom = new Person(url);
  await people.tom.signIn('tom@example.org');
  const tom = await stage.enter('tom', { person: people.tom, path: '/contacts' });
  const ken = await stage.enter('ken', { person: people.ken, path: '/contacts' });
  await heading(tom, 'Contacts').waitFor();
  const search = ken.getByRole('textbox', { name: 'Their exact e-mail address or id' });
  await search.fill('tom@example');
  await search.press('Enter');
  await ken.getByText('Nobody is found by that').waitFor();
  await search.fill('tom@example.org');
  await search.press('Enter');
  await button(ken, 'Send request').click();
  await heading(tom, 'Requests to you').waitFor();
  await button(tom, 'Accept').click();
  await button(ken, 'Open the chat with Tom').click();
  await button(tom, 'Open the chat with Ken').click();
  await heading(ken, 'Tom').waitFor();
  await heading(tom, 'Ken').waitFor();
  await post(ken, 'Hello Tom');
  await message(tom, 'Hello Tom').waitFor();
  await post(tom, 'Hello Ken');
  await message(ken, 'Hello Ken').waitFor();
}

// What journeys do again and again, in the words of whoever uses the page.

export const button = (scope, name) => scope.getByRole('button', { name, exact: true });
export const field = (page) => page.getByRole('textbox', { name: 'Write a message' });
export const message = (page, text) => page.getByRole('article').filter({ hasText: text });
export const heading = (page, name) => page.getByRole('heading', { name, exact: true });
export const roomLink = (page, name) => page.getByRole('complementary', { name: 'Chats' }).getByRole('link', { name: new RegExp(`^${name}`) });
export const rail = (page, name) => page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) }).first();

export async function post(page, text) {
  await field(page).fill(text);
  await field(page).press('Control+Enter');
}

/** A message once the server has it. */
export const confirmed = (page, text) => page.locator('[data-sequence]').filter({ hasText: text }).last();

/** Presses a button of a message's own row of buttons. */
export async function act(page, text, name) {
  await confirmed(page, text).focus();
  await button(confirmed(page, text), name).click();
}

export async function choose(page, name) {
  await page.getByRole('menuitem', { name: new RegExp(`${name}$`) }).click();
}

/** Waits for something that no element shows. */
export async function until(what, condition, within = 60_000) {
  const end = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`in ${within / 1000} s there was not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A group of its own for a journey, with both people looking at it. */
export async function together({ stage, people }, name, options = {}) {
  const { hana, ken } = people;
  const room = await hana.group(name, [ken]);
  const path = `/rooms/${room}`;
  const [hanas, kens] = await Promise.all([
    stage.enter('hana', { person: hana, path, ...options.hana }),
    stage.enter('ken', { person: ken, path, ...options.ken }),
  ]);
  await Promise.all([hanas, kens].map((page) => heading(page, name).waitFor()));
  await Promise.all([hanas, kens].map((page) => field(page).waitFor()));
  return { hana: hanas, ken: kens, room };
}

export const log = (page) => page.getByRole('log');

/** The whole message, between the edges of the timeline. */
export function inSight(page, text) {
  const wanted = page.locator('[data-sequence]').filter({ hasText: new RegExp(`${text}$`) });
  return until(`“${text}” in sight`, async () => {
    const [box, frame] = await Promise.all([wanted.boundingBox({ timeout: 1_000 }).catch(() => null), log(page).boundingBox()]);
    return box !== null && frame !== null && box.y >= frame.y - 1 && box.y + box.height <= frame.y + frame.height + 1;
  });
}

// The main screens, for pictures and for the check of accessibility: how to come there, and how to see that one is there.
// Selectors are those that no language changes.

import { morning } from './pictures.mjs';

const row = (page) => page.locator('[data-sequence]');
const lastRow = (page) => row(page).last();

/** Before anybody is signed in. */
export const doors = [
  { name: 'sign-in', path: () => '/' },
  { name: 'sign-up', path: ({ invitation }) => `/sign-up/${invitation}` },
];

export const screens = [
  { name: 'list', path: () => '/', phone: true },
  { name: 'room', path: ({ room }) => `/rooms/${room}`, phone: true, ready: (page) => lastRow(page).waitFor() },
  {
    name: 'actions',
    path: ({ room }) => `/rooms/${room}`,
    ready: async (page) => {
      await lastRow(page).focus();
      await page.locator('.message-actions [aria-haspopup="menu"]').last().click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'emoji',
    path: ({ room }) => `/rooms/${room}`,
    ready: async (page) => {
      await page.locator('.composer [aria-haspopup="dialog"]').nth(1).click();
      await page.locator('.emoji-picker').waitFor();
    },
  },
  {
    name: 'room-tasks',
    path: ({ room }) => `/rooms/${room}`,
    ready: async (page) => {
      await page.locator('.panel-head .tabs button').nth(1).click();
      await page.locator('.panel .task').first().waitFor();
    },
  },
  {
    name: 'room-files',
    path: ({ room }) => `/rooms/${room}`,
    ready: async (page) => {
      await page.locator('.panel-head .tabs button').nth(2).click();
      await page.locator('.file-list li').first().waitFor();
    },
  },
  {
    name: 'room-search',
    path: ({ room }) => `/rooms/${room}`,
    phone: true,
    ready: async (page) => {
      await lastRow(page).waitFor();
      await page.keyboard.press('/');
      await page.locator('.panel [type="search"]').fill('デザイン');
      await page.locator('.panel .hit').first().waitFor();
      await page.locator('.panel .hit-context').first().click();
      await page.locator('.panel .hit-neighbour').first().waitFor();
    },
  },
  {
    name: 'room-search-form',
    path: ({ room }) => `/rooms/${room}`,
    phone: true,
    ready: async (page) => {
      await lastRow(page).waitFor();
      await page.keyboard.press('/');
      await page.locator('.panel .search-box .button').click();
      await page.locator('.panel .search-filters').waitFor();
    },
  },
  {
    name: 'viewer',
    path: ({ room }) => `/rooms/${room}`,
    phone: true,
    ready: async (page) => {
      await page.locator('.file-picture').first().click();
      await page.locator('.viewer img').waitFor();
    },
  },
  {
    name: 'attached',
    path: ({ room }) => `/rooms/${room}`,
    phone: true,
    ready: async (page) => {
      await page.locator('.composer').waitFor();
      await page.locator('input[type="file"]').first().setInputFiles([
        { name: '打ち合わせの写真.png', mimeType: 'image/png', buffer: morning(400, 300) },
        { name: 'Quarterly report, final version (2).xlsx', mimeType: 'application/vnd.openxmlformats', buffer: Buffer.alloc(2_345_678, 1) },
      ]);
      await page.locator('.attached canvas:not([hidden])').waitFor();
    },
  },
  { name: 'storage', path: () => '/storage', phone: true, ready: (page) => page.locator('.file-list li').first().waitFor() },
  { name: 'own-group', path: ({ own }) => `/rooms/${own}`, ready: (page) => page.locator('.link-box').waitFor() },
  { name: 'tasks', path: () => '/tasks', phone: true, ready: (page) => page.locator('.task').first().waitFor() },
  { name: 'contacts', path: () => '/contacts', phone: true, ready: (page) => page.locator('.card').first().waitFor() },
  {
    name: 'search',
    path: () => '/search?q=%E3%83%87%E3%82%B6%E3%82%A4%E3%83%B3',
    phone: true,
    ready: (page) => page.locator('.hit').first().waitFor(),
  },
  {
    name: 'people',
    path: () => '/contacts',
    phone: true,
    ready: async (page) => {
      await page.locator('.card').first().waitFor();
      await still(page);
      await page.locator('.page-scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    },
  },
  {
    name: 'search-files',
    path: ({ room }) => `/search?q=in:${room}%20Spring&kind=files`,
    phone: true,
    ready: (page) => page.locator('.hit').first().waitFor(),
  },
  {
    name: 'search-form',
    path: () => '/search',
    phone: true,
    ready: async (page) => {
      await page.locator('.search-box .button').click();
      await page.locator('.search-filters').waitFor();
    },
  },
  { name: 'bookmarks', path: () => '/bookmarks', phone: true, ready: (page) => page.locator('.empty, .bookmark').first().waitFor() },
  { name: 'settings', path: () => '/settings', phone: true, ready: (page) => page.locator('.settings-form').waitFor() },
  {
    name: 'portrait',
    path: () => '/settings',
    phone: true,
    ready: async (page) => {
      await page
        .locator('.portrait input[type="file"]')
        .setInputFiles([{ name: 'me.png', mimeType: 'image/png', buffer: morning(640, 400) }]);
      await page.locator('.portrait-canvas').waitFor();
    },
  },
  { name: 'join', path: ({ link }) => link, ready: (page) => page.locator('.main .button-primary').waitFor() },
  {
    name: 'new-group',
    path: () => '/',
    ready: async (page) => {
      await page.locator('.room-list-head button').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'palette',
    path: () => '/',
    phone: true,
    ready: async (page) => {
      await page.locator('.room-row').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'shortcuts',
    path: () => '/',
    ready: async (page) => {
      await page.locator('.room-row').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
];

/** Goes to a screen and waits until it stands still. */
export async function show(page, screen, place) {
  await page.goto(screen.path(place));
  await page.locator('.entrance, .shell').waitFor();
  await (screen.ready ?? loaded)(page);
  await still(page);
}

const loaded = (page) => page.locator('.entrance form, .room-row:visible, .main h1:visible').first().waitFor();

/** Fonts and pictures are there, nothing is being loaded, nothing moves. */
export async function still(page) {
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      [...document.images].every((image) => image.complete || image.loading === 'lazy') &&
      document.querySelector('[aria-busy="true"]') === null &&
      document.getAnimations().every((each) => each.playState !== 'running'),
  );
  // Two frames later everything that was to be drawn is drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

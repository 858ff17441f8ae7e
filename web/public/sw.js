/* The shell, so that the app opens at once and without a network: the page and its scripts as one build
   made them, fetched when this worker is installed. Nothing else is ever kept: no answer of the API, no
   picture, no file, no address that somebody opened. The build fills in the two lines below. */
const BUILD = 'development';
const ASSETS = [];

const CACHE = `tsubame-shell-${BUILD}`;
/** The addresses of the client; what else the server has is none of this worker's business. */
const PAGES = /^\/(?:$|rooms\/|search$|tasks$|bookmarks$|contacts$|settings$|storage$|g\/|sign-up\/)/;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(['/', ...ASSETS])));
});

/* Only when no page of the build before is open any more: it may still need parts of it. */
self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && PAGES.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await kept('/')) ?? Response.error();
  }
}

async function asset(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  return (await caches.open(CACHE)).match(request);
}

// Keeps the desk's pages for when there is no network: the pages of whoever last opened one here, and of nobody else.
// Files lie under the version of the program that gave out the page: a kept page finds its own, whatever the server has come to since.
const version = '/v-{version}', assets = 'desk-assets-{version}', pages = user => 'desk-pages-' + user;
const ofPages = name => name.startsWith('desk-pages-'), ofAssets = name => name.startsWith('desk-assets-');
const shipped = /^\/v-[0-9a-f]{12}\/(look|self-assessment-assets)\//, kept = 4;

self.addEventListener('install', e => e.waitUntil(self.skipWaiting()));
self.addEventListener('activate', e => e.waitUntil(self.clients.claim().then(async () => {
  // The page that brought this program came without it: it is fetched once more, so that it is kept.
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    const path = new URL(client.url).pathname;
    if (path.startsWith('/self-assessment')) { await page(new Request(client.url, { credentials: 'same-origin' }), path); await program(client.url); }
  }
  // A page of an earlier version may still lie here; of the files that it needs the newest few versions stay.
  const old = (await caches.keys()).filter(ofAssets).filter(name => name !== assets);
  for (const name of old.slice(0, Math.max(0, old.length - kept + 1))) await caches.delete(name);
})));
self.addEventListener('message', e => { if (e.data === 'forget') e.waitUntil(forget()); });

async function forget(but) {
  for (const name of await caches.keys()) if (ofPages(name) && name !== but) await caches.delete(name);
}

// What the desk's pages are made of.
async function program(from) {
  const cache = await caches.open(assets);
  const files = ['desk.js', 'queue.js', 'line.js', 'fields.js', 'bar.js', 'list.js', 'desk.css'].map(f => '/self-assessment-assets/' + f);
  await Promise.all([...files, '/look/langso.css', '/look/lib/icons.svg', '/look/logo.svg'].map(f => version + f).map(f => fetch(new URL(f, from)).then(a => a.ok && cache.put(f, a)).catch(() => {})));
}

self.addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (e.request.mode === 'navigate' && url.pathname.startsWith('/self-assessment') && !url.pathname.includes('/evidence/') && !url.searchParams.has('handler')) e.respondWith(page(e.request, url.pathname, e));
  else if (shipped.test(url.pathname)) e.respondWith(asset(e.request, url.pathname));
});

async function page(request, path) {
  try {
    const answer = await fetch(request);
    const user = answer.headers.get('desk-user');
    if (answer.ok && user && !answer.redirected) {
      await forget(pages(user));
      await (await caches.open(pages(user))).put(path, answer.clone());
    }
    return answer;
  } catch {
    for (const name of (await caches.keys()).filter(ofPages)) {
      const kept = await (await caches.open(name)).match(path);
      if (kept) return kept;
    }
    return new Response('<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Không có mạng</title><body style="font:16px/24px system-ui;margin:24px">'
      + '<h1 style="font-size:22px">Không có mạng</h1><p>Phiếu này chưa mở trên máy khi còn mạng nên chưa giữ được. Những gì đã gõ ở phiếu khác vẫn còn trong máy.</p><p><a href="/self-assessment">Về danh sách phiếu</a></p>',
      { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

// What lies under a version never changes: what was kept of it is right, and is there without network.
async function asset(request, path) {
  const had = await caches.match(path);
  if (had) return had;
  const answer = await fetch(request);
  // A server of another version says that nobody may keep what it gives.
  if (answer.ok && !/no-store/.test(answer.headers.get('cache-control') ?? '')) await (await caches.open('desk-assets-' + path.slice(3, 15))).put(path, answer.clone());
  return answer;
}

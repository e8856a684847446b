// Keeps the desk's pages for when there is no network: the pages of whoever last opened one here, and of nobody else.
const assets = 'desk-assets-1', pages = user => 'desk-pages-' + user;
const ofPages = name => name.startsWith('desk-pages-');

self.addEventListener('install', e => e.waitUntil(self.skipWaiting()));
self.addEventListener('activate', e => e.waitUntil(self.clients.claim().then(async () => {
  // The page that brought this program came without it: it is fetched once more, so that it is kept.
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    const path = new URL(client.url).pathname;
    if (path.startsWith('/self-assessment')) { await page(new Request(client.url, { credentials: 'same-origin' }), path); await program(client.url); }
  }
})));
self.addEventListener('message', e => { if (e.data === 'forget') e.waitUntil(forget()); });

async function forget(but) {
  for (const name of await caches.keys()) if (ofPages(name) && name !== but) await caches.delete(name);
}

// What the desk's pages are made of.
async function program(from) {
  const cache = await caches.open(assets);
  const files = ['desk.js', 'queue.js', 'line.js', 'fields.js', 'bar.js', 'list.js', 'desk.css'].map(f => '/self-assessment-assets/' + f);
  await Promise.all([...files, '/look/langso.css', '/look/lib/icons.svg', '/look/logo.svg'].map(f => fetch(new URL(f, from)).then(a => a.ok && cache.put(f, a)).catch(() => {})));
}

self.addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (e.request.mode === 'navigate' && url.pathname.startsWith('/self-assessment') && !url.pathname.includes('/evidence/') && !url.searchParams.has('handler')) e.respondWith(page(e.request, url.pathname, e));
  else if (url.pathname.startsWith('/self-assessment-assets/') || url.pathname.startsWith('/look/')) e.respondWith(asset(e.request, url.pathname));
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

// The network first while there is one, so that a new version is never mixed with an old one.
async function asset(request, path) {
  const cache = await caches.open(assets);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(path, answer.clone());
    return answer;
  } catch {
    return await cache.match(path) ?? Response.error();
  }
}

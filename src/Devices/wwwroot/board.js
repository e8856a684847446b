// A public board: enrols once, holds signed orders, shows the cards of those that verify. Signed content or silence:
// what does not verify is never shown, and the refusal is reported. Keeps orders and unsent records in this browser,
// so it goes on showing without network until they expire. docs/device-protocol.md is the rule.
const code = decodeURIComponent(location.pathname.split('/').pop());
const KEY = 'langso.board.' + code;
const SHOW_MS = 12000, BEAT_MS = 15000;
const encoder = new TextEncoder(), decoder = new TextDecoder();
const $ = id => document.getElementById(id);

let self = JSON.parse(localStorage.getItem(KEY) || 'null'); // {credentials, orders: {id: envelope}, records: [], next, desiredVersion}
const orders = new Map();   // id → verified order
const refused = new Set();  // envelopes already reported
let link = null, offset = 0, bestTrip = Infinity, asked = 0, showing = null, shownSince = 0;

const now = () => Date.now() - offset;
const iso = ms => new Date(ms).toISOString();
const save = () => localStorage.setItem(KEY, JSON.stringify(self));
const send = (topic, body, options = { qos: 1 }) => link?.connected && link.publish(topic, JSON.stringify(body), options);
const topic = last => `langso/device/${self.credentials.device}/${last}`;

/* signatures: compact JWS, ES256, as RFC 7515; the key is ours to choose, never the token's */
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const json = part => JSON.parse(decoder.decode(bytes(part)));
async function thumbprint(key) {
  const hash = await crypto.subtle.digest('SHA-256', encoder.encode(`{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`));
  return btoa(String.fromCharCode(...new Uint8Array(hash))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
async function open(token, type, key) {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const header = json(parts[0]);
  if (header.alg !== 'ES256' || header.typ !== type || header.kid !== await thumbprint(key)) return null;
  const imported = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: key.x, y: key.y }, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  const good = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, bytes(parts[2]), encoder.encode(parts[0] + '.' + parts[1]));
  return good ? json(parts[1]) : null;
}

const RANK = { normal: 1, priority: 2, emergency: 3 };
async function judge(envelope) {
  const chain = self.credentials.chain.map(a => a.unit), at = now();
  const delegation = await open(envelope.delegation, 'langso-delegation', self.credentials.root);
  if (!delegation) return ['bad-signature', 'Giấy giao quyền ký không phải của tỉnh này.'];
  const order = await open(envelope.order, 'langso-order', delegation.signer);
  if (!order) return ['bad-signature', 'Chữ ký trên lệnh không đúng.'];
  if (order.v !== 1) return ['wrong-version', 'Lệnh theo bản quy ước khác.'];
  if (at < Date.parse(delegation.from) || at >= Date.parse(delegation.until)) return ['delegation-expired', 'Giấy giao quyền ký không còn hiệu lực.'];
  const place = chain.indexOf(order.area);
  if (place < 0) return ['not-for-this-device', 'Lệnh không dành cho địa bàn của bảng này.'];
  if (chain.indexOf(delegation.area) < place) return ['outside-delegation', 'Người ký không được giao địa bàn này.'];
  if (RANK[order.class] > RANK[delegation.highestClass]) return ['above-class', 'Người ký không được giao mức ưu tiên này.'];
  if (Date.parse(order.expires) <= at) return ['expired', 'Lệnh đã hết hạn.'];
  return order;
}

async function accept(envelope, stored = false) {
  let verdict;
  try { verdict = await judge(envelope); } catch { verdict = ['malformed', 'Không phải một lệnh có chữ ký.']; }
  if (Array.isArray(verdict)) {
    if (stored || refused.has(envelope.order) || verdict[0] === 'expired') return;
    refused.add(envelope.order);
    let claimed = {}; try { claimed = json(envelope.order.split('.')[1]); } catch { /* nothing can be read of it */ }
    return record({ order: String(claimed.id ?? ''), bulletin: String(claimed.bulletin ?? ''), result: 'refused', reason: verdict.join(': ') });
  }
  const before = orders.get(verdict.id);
  if (before && before.serial >= verdict.serial) return;
  orders.set(verdict.id, verdict);
  self.orders[verdict.id] = envelope;
  save();
  if (!stored) { beat(); render(); }
}

function record({ order, bulletin, result, reason = null, planned = null, started = null, startErrorMs = null }) {
  self.records.push({ n: self.next++, order, bulletin, media: null, planned, started, ended: null, result, reason, startErrorMs });
  save();
  flush();
}
const flush = () => self.records.length && send(topic('played'), { records: self.records.slice(0, 200) });
function beat() {
  send(topic('state'), { at: iso(now()), online: true, version: 'board-1', desiredVersion: self.desiredVersion, orders: [...orders.keys()],
    clockErrorMs: bestTrip === Infinity ? null : offset, volume: 0, diskFreeMb: null, unsent: self.records.length, playing: showing, notes: [] }, { qos: 1, retain: true });
}
function askTime() { send(`langso/time/${self.credentials.device}/ask`, { n: ++asked, t1: Date.now() }, { qos: 0 }); }

function connect() {
  const c = self.credentials;
  link = mqtt.connect(new URL(c.mqtt.ws, location.href.replace(/^http/, 'ws')).href, {
    protocolVersion: 4, clientId: c.device, username: c.device, password: c.token, clean: false, keepalive: 30, timerVariant: 'native', reconnectPeriod: 3000,
    will: { topic: topic('state'), qos: 1, retain: true, payload: JSON.stringify({ at: iso(now()), online: false, version: 'board-1', desiredVersion: 0, orders: [], clockErrorMs: null, volume: 0, diskFreeMb: null, unsent: 0, playing: null, notes: [] }) },
  });
  link.on('connect', () => {
    link.subscribe([...c.chain.map(a => `langso/area/${a.unit}/order`), topic('desired'), topic('acked'), `langso/time/${c.device}/tell`], { qos: 1 });
    $('offline').hidden = true;
    askTime(); flush(); beat();
  });
  link.on('close', () => { $('offline').hidden = false; });
  link.on('message', async (name, payload) => {
    try {
      if (name.endsWith('/order')) return await accept(JSON.parse(decoder.decode(payload)));
      if (name.endsWith('/desired')) {
        const desired = await open(decoder.decode(payload).trim(), 'langso-desired', c.root);
        if (!desired || desired.device !== c.device || desired.version < self.desiredVersion) return;
        self.desiredVersion = desired.version;
        c.chain = desired.areas;
        for (const envelope of desired.orders) await accept(envelope);
        save(); beat(); render();
      } else if (name.endsWith('/acked')) {
        const { upTo } = JSON.parse(decoder.decode(payload));
        self.records = self.records.filter(r => r.n > upTo);
        save();
        if (self.records.length) flush();
      } else if (name.endsWith('/tell')) {
        const t = JSON.parse(decoder.decode(payload)), t4 = Date.now(), trip = t4 - t.t1 - (t.t3 - t.t2);
        if (trip < bestTrip) { bestTrip = trip; offset = -((t.t2 - t.t1) + (t.t3 - t4)) / 2; }
      }
    } catch (error) { console.warn('message ignored', name, error); }
  });
}

function current() {
  const at = now(), withdrawn = new Set([...orders.values()].filter(o => o.kind === 'withdraw').map(o => o.withdraws));
  for (const [id, o] of orders) if (Date.parse(o.expires) <= at) { orders.delete(id); delete self.orders[id]; }
  const live = [...orders.values()].filter(o => o.kind === 'play' && o.card && !withdrawn.has(o.id) && Date.parse(o.at) <= at);
  const urgent = live.filter(o => o.class === 'emergency');
  return (urgent.length ? urgent : live).sort((a, b) => RANK[b.class] - RANK[a.class] || a.serial - b.serial);
}

function render() {
  const date = new Date(now()), cards = current();
  $('clock').textContent = date.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  const day = date.toLocaleDateString('vi-VN', { weekday: 'long', day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'Asia/Ho_Chi_Minh' });
  $('date').textContent = day[0].toUpperCase() + day.slice(1).replace(',', '');
  let order = cards.find(o => o.id === showing);
  if (!order || (cards.length > 1 && Date.now() - shownSince >= SHOW_MS)) {
    order = cards[(cards.indexOf(order) + 1) % cards.length] ?? null;
    shownSince = Date.now();
  }
  $('board').classList.toggle('emergency', order?.class === 'emergency');
  $('place').textContent = order?.class === 'emergency' ? 'KHẨN CẤP' : self.credentials.chain.find(a => /^(xã|phường|thị trấn)/.test(a.name))?.name.replace(/^./, c => c.toUpperCase()) ?? self.credentials.name;
  if ((order?.id ?? null) !== showing || !$('notice').firstChild) {
    showing = order?.id ?? null;
    draw(order);
    if (order && !self.shown.includes(order.id)) {
      self.shown = [...self.shown.slice(-199), order.id];
      record({ order: order.id, bulletin: order.bulletin, result: 'shown', planned: order.at, started: iso(now()), startErrorMs: Math.max(0, now() - Date.parse(order.at)) });
    }
    beat();
  }
  const rest = cards.filter(o => o.id !== showing);
  $('ticker').textContent = order?.class === 'emergency' ? (order.card.source ?? '') : rest.length ? rest.map(o => o.card.headline).join('  •  ') : self.credentials.name;
  $('ticker-word').textContent = order?.class === 'emergency' ? 'Gọi 112 khi cần cứu' : rest.length ? 'Tin tiếp' : 'Bảng tin';
}

function draw(order) {
  const notice = $('notice');
  notice.replaceChildren();
  const add = (tag, text, name) => { const e = document.createElement(tag); e.textContent = text; if (name) e.className = name; notice.append(e); };
  if (!order) return add('p', 'Hiện chưa có thông báo mới.', 'idle');
  const facts = order.card.facts ?? [];
  notice.classList.toggle('long', order.card.headline.length > 46 || facts.join('').length > 130);
  if (order.class === 'priority') add('span', 'Ưu tiên', 'class');
  add('h1', order.card.headline);
  facts.forEach(f => add('p', f));
  $('source').textContent = order.card.source ?? '';
}

function fail(words) { $('notice').replaceChildren(Object.assign(document.createElement('p'), { className: 'idle', textContent: words })); }

async function start() {
  if (!crypto.subtle) return fail('Bảng tin cần địa chỉ an toàn (https) để kiểm chữ ký. Chưa có thông báo nào được hiện.');
  if (!self) {
    const reply = await fetch('/api/devices/enrol', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, version: 'board-1' }) });
    if (!reply.ok) return fail('Mã ghép bảng tin này không còn dùng được. Mở trang Bảng tin điện tử, bấm Cấp mã mới.');
    const credentials = await reply.json();
    self = { credentials, orders: {}, records: [], next: credentials.nextRecord, desiredVersion: 0, shown: [] };
    save();
  }
  for (const envelope of Object.values(self.orders)) await accept(envelope, true);
  $('sample').hidden = false;
  connect();
  render();
  setInterval(render, 250);
  setInterval(() => { askTime(); flush(); beat(); }, BEAT_MS);
}
start().catch(error => { console.error(error); fail('Chưa nối được máy chủ. Tự thử lại sau ít phút.'); setTimeout(() => location.reload(), 30000); });

// What waits in this browser, each person's apart from the others': IndexedDB, written before anything is sent.
const pad = n => String(n).padStart(12, '0');
const range = user => IDBKeyRange.bound(user + '\n', user + '\n\uffff');
let opened;

function base() {
  return opened ??= new Promise((yes, no) => {
    const ask = indexedDB.open('langso-desk', 1);
    ask.onupgradeneeded = () => ['ops', 'files', 'sheets', 'meta'].forEach(name => ask.result.createObjectStore(name, { keyPath: 'key' }));
    ask.onsuccess = () => yes(ask.result);
    ask.onerror = () => { opened = null; no(ask.error); };
  });
}

// One transaction: `work` gets the stores and returns a request or nothing; what it answers comes when all of it is on the disk.
async function inside(names, mode, work) {
  const db = await base();
  return new Promise((yes, no) => {
    const deed = db.transaction(names, mode, { durability: 'strict' });
    let result;
    deed.oncomplete = () => yes(result);
    deed.onerror = deed.onabort = () => no(deed.error);
    work(Object.fromEntries(names.map(n => [n, deed.objectStore(n)])), value => { result = value; });
  });
}

const all = (name, user) => inside([name], 'readonly', (s, give) => { s[name].getAll(range(user)).onsuccess = e => give(e.target.result); });

export const ops = user => all('ops', user);
export const files = user => all('files', user);

/** The browser's own name for this person, made once. */
export function device(user) {
  return inside(['meta'], 'readwrite', (s, give) => {
    s.meta.get(user + '\ndevice').onsuccess = e => {
      if (e.target.result) return give(e.target.result.value);
      const made = 'd-' + (crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join(''));
      s.meta.put({ key: user + '\ndevice', value: made });
      give(made);
    };
  });
}

const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('');
const isValue = kind => kind === 'create' || kind === 'edit' || kind === 'delete';

/** Adds one thing done. What was never sent and is about the same value is changed in its place. */
export function add(user, op, file) {
  return inside(file ? ['ops', 'meta', 'files'] : ['ops', 'meta'], 'readwrite', (s, give) => {
    s.ops.getAll(range(user)).onsuccess = got => {
      const same = isValue(op.kind) && got.target.result.findLast(w => isValue(w.op.kind) && w.op.indicator === op.indicator && w.op.unit === op.unit && w.op.year === op.year);
      if (same && same.tries === 0 && same.state === 'waiting') {
        Object.assign(same.op, { kind: same.op.kind === 'create' && op.kind === 'edit' ? 'create' : op.kind, value: op.value, at: op.at });
        s.ops.put(same);
        return give(same);
      }
      s.meta.get(user + '\nn').onsuccess = e => {
        const n = (e.target.result?.value ?? 0) + 1;
        s.meta.put({ key: user + '\nn', value: n });
        const made = { key: user + '\n' + pad(n), user, tries: 0, state: 'waiting', op: { ...op, id: id(), n } };
        s.ops.put(made);
        if (file) s.files.put({ key: user + '\n' + op.sha256, user, sha256: op.sha256, name: op.name, bytes: op.bytes, data: file });
        give(made);
      };
    };
  });
}

export const keep = waiting => inside(['ops'], 'readwrite', s => { waiting.forEach(w => s.ops.put(w)); });
export const drop = waiting => inside(['ops'], 'readwrite', s => { waiting.forEach(w => s.ops.delete(w.key)); });
export const keepFile = file => inside(['files'], 'readwrite', s => { s.files.put(file); });
export const dropFile = file => inside(['files'], 'readwrite', s => { s.files.delete(file.key); });

export const sheet = (user, name) => inside(['sheets'], 'readonly', (s, give) => { s.sheets.get(user + '\n' + name).onsuccess = e => give(e.target.result?.state); });
export const keepSheet = (user, name, state) => inside(['sheets'], 'readwrite', s => { s.sheets.put({ key: user + '\n' + name, state }); });

/** Who else has something waiting here: how many, never what. */
export function others(user) {
  return inside(['ops'], 'readonly', (s, give) => {
    s.ops.getAllKeys().onsuccess = e => {
      const count = {};
      for (const key of e.target.result) { const who = key.split('\n')[0]; if (who !== user) count[who] = (count[who] ?? 0) + 1; }
      give(Object.entries(count));
    };
  });
}

const text = data => { let made = ''; const bytes = new Uint8Array(data); for (let i = 0; i < bytes.length; i += 8192) made += String.fromCharCode(...bytes.subarray(i, i + 8192)); return btoa(made); };
const data = words => Uint8Array.from(atob(words), c => c.charCodeAt(0)).buffer;

/** Everything of one person as a file that another browser can take in. */
export async function save(user) {
  return JSON.stringify({
    form: 'langso-desk-queue', version: 1, user, device: await device(user), saved: new Date().toISOString(), ops: await ops(user),
    files: (await files(user)).map(f => ({ sha256: f.sha256, name: f.name, bytes: f.bytes, data: text(f.data) })),
  });
}

/** Takes such a file in; what is here already stays. How many were new; throws a word of why not. */
export async function load(user, words) {
  let file;
  try { file = JSON.parse(words); } catch { throw new Error('notqueue'); }
  if (file?.form !== 'langso-desk-queue' || !Array.isArray(file.ops)) throw new Error('notqueue');
  if (file.user !== user) throw Object.assign(new Error('ofother'), { who: file.user });
  const here = new Set((await ops(user)).map(w => w.op.id));
  const fresh = file.ops.filter(w => w.op?.id && !here.has(w.op.id));
  await inside(['ops', 'files', 'meta'], 'readwrite', s => {
    // Their ids stay, so that what the server has already is not done twice; their count goes on behind this browser's own.
    s.meta.get(user + '\nn').onsuccess = e => {
      let n = e.target.result?.value ?? 0;
      for (const w of fresh) { n++; s.ops.put({ key: user + '\n' + pad(n), user, tries: 1, state: w.state === 'hard' ? 'waiting' : w.state, op: { ...w.op, n } }); }
      s.meta.put({ key: user + '\nn', value: n });
    };
    for (const f of file.files ?? []) s.files.put({ key: user + '\n' + f.sha256, user, sha256: f.sha256, name: f.name, bytes: f.bytes, data: data(f.data) });
  });
  return fresh.length;
}

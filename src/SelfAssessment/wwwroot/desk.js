// The sheet with script: what is typed is kept here first and sent when there is a network.
import * as queue from './queue.js';
import * as line from './line.js';
import * as bar from './bar.js';
import { judge, mark, read, say, size, write } from './fields.js';

const form = document.getElementById('sheet');
const { user, unit, set, year } = form.dataset;
const name = [unit, set, year].join('/');
const here = op => op.unit === unit && op.set === set && String(op.year) === year;
const rows = [...form.querySelectorAll('.ind')];
const fields = new Map([...form.querySelectorAll('.fldr')].map(f => [f.dataset.i, f]));
const titles = new Map(rows.flatMap(r => [...r.querySelectorAll('.fldr')].map(f => [f.dataset.i, r.querySelector('.indh span').textContent])));
let device, csrf = form.querySelector('[name=__RequestVerificationToken]').value, how = navigator.onLine ? 'ok' : 'offline', extra = [], busy = false, again = false, timer;

const near = Number(form.dataset.near);
const op = (kind, indicator, more) => ({
  kind, unit, set, year: Number(year), indicator, value: null, base: Number(fields.get(indicator)?.dataset.ver ?? 0), seen: Number(form.dataset.seen),
  at: new Date().toISOString(), form: form.dataset.form, ...more,
});

async function show() {
  const ops = await queue.ops(user);
  // A picture whose telling still waits is one thing that waits, not two.
  const files = (await queue.files(user)).filter(f => f.why || !ops.some(w => w.op.kind === 'evidence-add' && w.op.sha256 === f.sha256));
  const asks = ops.filter(w => w.state !== 'waiting').length + files.filter(f => f.why).length, waiting = ops.length + files.length - asks;
  bar.remember(ops.length + files.length);
  bar.band(how, waiting, asks, [...extra, ...await bar.others(user)]);
  bar.draw(user, ops, files, i => titles.get(i) ?? i, acts);
  for (const [i, field] of fields) field.classList.toggle('waits', ops.some(w => here(w.op) && w.op.indicator === i && !w.op.sha256));
  for (const box of form.querySelectorAll('.file[data-mine]')) box.querySelector('.chip').hidden = !ops.some(w => w.op.sha256 === box.dataset.sha) && !files.some(f => f.sha256 === box.dataset.sha);
  document.documentElement.dataset.desk = how + ' ' + (ops.length + files.length);
}

// A full store is said plainly; what was typed stays in its field.
async function put(made, file) {
  try {
    await queue.add(user, made, file);
    extra = extra.filter(e => e !== say('quota'));
    navigator.storage?.persist?.().then(sure => { if (!sure && !extra.includes(say('mayevict'))) extra.push(say('mayevict')); });
  } catch {
    if (!extra.includes(say('quota'))) extra.push(say('quota'));
    await show().catch(() => bar.band(how, 0, 1, extra));
    return false;
  }
  await show();
  soon();
  return true;
}

async function typed(field) {
  const row = field.closest('.ind'), value = read(field), input = field.querySelector('.inp');
  input.classList.toggle('err', value === null);
  input.setCustomValidity(value === null ? say('notnumber') : '');
  if (value === null) return input.reportValidity();
  mark(row, judge(row, near));
  const version = Number(field.dataset.ver);
  if (value === '' && version === 0 && !(await queue.ops(user)).some(w => here(w.op) && w.op.indicator === field.dataset.i)) return;
  await put(op(value === '' ? 'delete' : version === 0 ? 'create' : 'edit', field.dataset.i, { value: value === '' ? null : value }));
}

async function picked(input) {
  const box = input.closest('.files');
  for (const file of input.files) {
    if (file.size > Number(form.dataset.most) * 1048576) { alert(say('toolarge', file.name, form.dataset.most)); continue; }
    const data = await file.arrayBuffer();
    const sha256 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', data)), b => b.toString(16).padStart(2, '0')).join('');
    if (await put(op('evidence-add', box.dataset.files, { sha256, name: file.name.normalize('NFC').slice(0, 200), bytes: file.size, base: 0 }), data)) list(box, { sha256, name: file.name, bytes: file.size, here: false, mine: true });
  }
  input.value = '';
}

function list(box, file) {
  if (box.querySelector(`[data-sha="${file.sha256}"]`)) return;
  const made = Object.assign(document.createElement('div'), { className: 'file' });
  made.dataset.sha = file.sha256;
  if (file.mine) made.dataset.mine = '1';
  const title = document.createElement(file.here ? 'a' : 'span');
  Object.assign(title, { textContent: file.name, ...(file.here ? { href: '/self-assessment/evidence/' + file.sha256, target: '_blank', rel: 'noopener' } : {}) });
  const chip = Object.assign(document.createElement('span'), { className: 'chip near', textContent: say('filechip'), hidden: file.here });
  const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'linkb', textContent: say('drop') });
  drop.dataset.remove = '';
  made.append(title, chip, Object.assign(document.createElement('span'), { className: 'xs mut', textContent: size(file.bytes) }), drop);
  box.insertBefore(made, box.querySelector('.addf'));
}

async function removed(button) {
  const file = button.closest('.file'), sha256 = file.dataset.sha;
  for (const waiting of (await queue.files(user)).filter(f => f.sha256 === sha256)) await queue.dropFile(waiting);
  if (await put(op('evidence-remove', file.closest('.files').dataset.files, { sha256, name: file.querySelector('a,span').textContent, base: 0 }))) file.remove();
}

// Takes what the server says into the page, but never over what still waits here.
async function take(state) {
  csrf = state.csrf;
  form.dataset.seen = state.seen;
  const mine = (await queue.ops(user)).filter(w => here(w.op));
  for (const f of state.fields) {
    const field = fields.get(f.indicator);
    if (!field || mine.some(w => w.op.indicator === f.indicator && !w.op.sha256)) continue;
    field.dataset.ver = f.version;
    if (document.activeElement !== field.querySelector('.inp')) write(field, f.value);
    mark(field.closest('.ind'), f.verdict);
  }
  for (const box of form.querySelectorAll('.files')) {
    const files = state.files.filter(f => f.indicator === box.dataset.files);
    for (const old of [...box.querySelectorAll('.file')])
      if (!mine.some(w => w.op.sha256 === old.dataset.sha) && !files.some(f => f.sha256 === old.dataset.sha && f.here === !!old.querySelector('a'))) old.remove();
    for (const f of files) if (!mine.some(w => w.op.sha256 === f.sha256 && w.op.kind === 'evidence-remove')) list(box, f);
  }
  document.querySelector('#desk-filled b').textContent = state.filled + '/' + state.all;
  document.querySelector('#desk-met b').textContent = state.met + '/' + state.criteria;
}

async function refresh() {
  const answer = await line.state(unit, set, year);
  how = answer.how === 'refused' ? 'ok' : answer.how;
  if (answer.how !== 'ok') return false;
  if (answer.body.user !== user) { how = 'other'; return false; }
  await queue.keepSheet(user, name, answer.body);
  await take(answer.body);
  return true;
}

// Sends in the order in which it was done; a sheet is handed in only after its files are there.
async function pump() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    if (await refresh()) {
      await values();
      if (how === 'ok') await uploads();
      if (how === 'ok' && await values(true)) await refresh();
    }
  } finally {
    busy = false;
  }
  await show();
  if (again) { again = false; soon(); }
}

async function values(submits = false) {
  for (let sent = false; ; sent = true) {
    const waiting = (await queue.ops(user)).filter(w => w.state === 'waiting');
    const stop = waiting.findIndex(w => w.op.kind === 'submit');
    const part = (stop < 0 ? waiting : submits && stop === 0 ? waiting.slice(0, 1) : waiting.slice(0, stop)).slice(0, 100);
    if (part.length === 0) return sent || submits;
    if (submits && stop === 0 && (await queue.files(user)).length > 0) return false;
    // Marked before it is sent: from now on it may be on the server, so it is never changed in place.
    part.forEach(w => w.tries++);
    await queue.keep(part);
    const answer = await line.sync(user, device, part.map(w => w.op), csrf);
    how = answer.how;
    if (how === 'stale' && part[0].tries < 5) { if (!await refresh()) return false; continue; }
    if (how !== 'ok') return false;
    await heard(part, answer.body.results);
  }
}

async function heard(part, results) {
  const [done, asks] = [[], []];
  for (const [at, w] of part.entries()) {
    const r = results[at], field = fields.get(w.op.indicator);
    if (field && here(w.op) && !w.op.sha256 && r.version) field.dataset.ver = Math.max(Number(field.dataset.ver), r.version);
    if (r.outcome === 'hard' || r.outcome === 'rejected') asks.push({ ...w, state: r.outcome, reason: r.reason, theirs: r.theirs });
    else done.push(w);
    if (r.outcome === 'soft' && r.reason && !extra.includes(r.reason)) extra.push(r.reason);
    if (w.op.kind === 'submit' && done.includes(w)) extra.push(say('handedin'));
  }
  await queue.keep(asks);
  await queue.drop(done);
}

async function uploads() {
  for (const file of (await queue.files(user)).filter(f => !f.why)) {
    const answer = await line.upload(file, csrf);
    if (answer.how === 'ok') await queue.dropFile(file);
    else if (answer.how === 'refused') await queue.keepFile({ ...file, why: answer.why });
    else { how = answer.how === 'later' || answer.how === 'stale' ? 'ok' : answer.how; return; }
  }
}

const acts = {
  async mine(w) { await queue.drop([w]); await put({ ...w.op, ...op(w.op.kind === 'delete' ? 'delete' : 'edit', w.op.indicator), unit: w.op.unit, set: w.op.set, year: w.op.year, value: w.op.value, base: w.theirs.version }); },
  async theirs(w) { await queue.drop([w]); const field = fields.get(w.op.indicator); if (field && here(w.op)) { write(field, w.theirs.value); field.dataset.ver = w.theirs.version; } soon(); await show(); },
  async again(w) { await queue.keep([{ ...w, state: 'waiting', op: w.op.kind === 'submit' ? { ...w.op, seen: Number(form.dataset.seen) } : w.op }]); soon(); await show(); },
  async drop(w) { await queue.drop([w]); soon(); await show(); },
  async dropFile(f) {
    await queue.dropFile(f);
    const box = form.querySelector(`.file[data-sha="${f.sha256}"]`)?.closest('.files');
    if (box) { box.querySelector(`[data-sha="${f.sha256}"]`).remove(); await put(op('evidence-remove', box.dataset.files, { sha256: f.sha256, name: f.name, base: 0 })); } else await show();
  },
  async save() {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([await queue.save(user)], { type: 'application/json' })), download: `hang-cho-${user}-${new Date().toISOString().slice(0, 10)}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  },
  async load(file) {
    try { extra.push(say('imported', await queue.load(user, await file.text()))); await overlay(); soon(); } catch (e) { extra.push(say(e.message, e.who)); }
    await show();
  },
};

function soon() { clearTimeout(timer); timer = setTimeout(() => pump().catch(show), 300); }

// What waits here stands in the page over what the page came with.
async function overlay() {
  const kept = await queue.sheet(user, name);
  if (kept && kept.seen > Number(form.dataset.seen)) await take(kept);
  for (const w of (await queue.ops(user)).filter(w => here(w.op))) {
    const field = fields.get(w.op.indicator), box = form.querySelector(`.files[data-files="${CSS.escape(w.op.indicator)}"]`);
    if (w.op.kind === 'evidence-add' && box) list(box, { ...w.op, here: false, mine: true });
    else if (w.op.kind === 'evidence-remove') box?.querySelector(`[data-sha="${w.op.sha256}"]`)?.remove();
    else if (field && w.op.kind !== 'submit') { write(field, w.op.kind === 'delete' ? '' : w.op.value); const row = field.closest('.ind'); mark(row, judge(row, near)); field.closest('details').open = true; }
  }
}

form.addEventListener('change', e => {
  if (e.target.type === 'file') return void picked(e.target);
  const field = e.target.closest('.fldr');
  if (field) typed(field);
});
form.addEventListener('input', e => { const row = e.target.closest('.ind'); if (row && e.target.type !== 'file') mark(row, judge(row, near)); });
form.addEventListener('click', e => { const button = e.target.closest('[data-remove]'); if (button) { e.preventDefault(); removed(button); } });
form.addEventListener('submit', async e => {
  e.preventDefault();
  if (e.submitter?.id === 'handin' && confirm(say('surehandin'))) await put(op('submit', '', { base: 0 })); else await pump();
});
addEventListener('online', soon);
addEventListener('offline', () => { how = 'offline'; show(); });
document.addEventListener('visibilitychange', soon);
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => navigator.serviceWorker?.controller?.postMessage('forget'));
setInterval(soon, 20_000);

if (form.dataset.open === '1') {
  try {
    const lost = bar.remembered();
    device = await queue.device(user);
    if (lost > 0 && (await queue.ops(user)).length + (await queue.files(user)).length + (await queue.others(user)).length === 0) extra.push(say('evicted', lost));
    await overlay();
    await show();
    form.dataset.ready = '1';
    soon();
  } catch {
    // No store in this browser (a private window): the page stays a plain form.
    bar.band('ok', 0, 1, [say('nostore')]);
  }
}
if (navigator.serviceWorker) navigator.serviceWorker.register('/self-assessment/worker.js', { scope: '/self-assessment', updateViaCache: 'none' }).catch(() => {});
else { extra.push(say('notkept')); show(); }
// The font comes last: the sheet is usable before it.
addEventListener('load', () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('../look/lib/be-vietnam-pro/font.css', import.meta.url).href })));

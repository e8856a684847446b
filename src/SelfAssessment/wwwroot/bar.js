// The dark band and the queue under it: how many wait, why, and what can be done about it.
import * as queue from './queue.js';
import { say, shown, size } from './fields.js';

const bar = document.getElementById('desk-bar'), list = document.getElementById('desk-queue');

const button = (words, act, style = 'btn0 sm') => {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: style, textContent: words, onclick: act });
  return made;
};

/** What stands in the band. `how` is the word that the line last answered. */
export function band(how, waiting, asks, extra) {
  const count = waiting + asks;
  const [words, look] = how === 'signed-out' ? [say('signedout', count), 'warn'] : how === 'other' ? [say('otheruser', count), 'warn']
    : how === 'offline' ? [count ? say('offline', count) : say('offline0'), 'off'] : asks ? [say('asks', asks), 'warn']
    : waiting ? [say('waiting', waiting), 'off'] : [say('sent'), 'ok'];
  bar.hidden = false;
  bar.className = 'deskbar ' + look;
  bar.replaceChildren(Object.assign(document.createElement('b'), { textContent: words }));
  if (how === 'signed-out' || how === 'other')
    bar.append(Object.assign(document.createElement('a'), { className: 'btn0 sm', href: '/sign-in?back=' + encodeURIComponent(location.pathname), textContent: say('signin') }));
  for (const line of extra) bar.append(Object.assign(document.createElement('p'), { className: 'sm', textContent: line }));
}

/** The list of what waits and what was not taken, with the file in and out. */
export function draw(user, ops, files, name, acts) {
  list.hidden = false;
  const open = list.querySelector('details')?.open;
  const box = Object.assign(document.createElement('details'), { open: open || ops.some(w => w.state !== 'waiting') || files.some(f => f.why) });
  box.append(Object.assign(document.createElement('summary'), { textContent: ops.length ? say('queue', ops.length) : say('queue0') }));
  for (const w of ops) box.append(line(w, name, acts));
  for (const f of files) {
    const made = row(f.name, f.why ?? say('filewaits', size(f.bytes)));
    if (f.why) made.append(button(say('drop'), () => acts.dropFile(f)));
    box.append(made);
  }
  const feet = Object.assign(document.createElement('div'), { className: 'qfeet' });
  feet.append(button(say('export'), () => acts.save()));
  const pick = Object.assign(document.createElement('input'), { type: 'file', accept: 'application/json,.json', id: 'desk-import', onchange: e => acts.load(e.target.files[0]) });
  const label = Object.assign(document.createElement('label'), { className: 'btn0 sm', textContent: say('import') });
  label.append(pick);
  feet.append(label);
  box.append(feet);
  list.replaceChildren(box);
}

function row(what, how) {
  const made = Object.assign(document.createElement('div'), { className: 'qrow' });
  made.append(Object.assign(document.createElement('b'), { textContent: what }), Object.assign(document.createElement('span'), { className: 'sm', textContent: how }));
  return made;
}

function line(w, name, acts) {
  const { op } = w;
  const mine = op.kind === 'delete' ? say('takenback') : shown(op.value);
  const what = op.kind === 'submit' ? say('k-submit') : name(op.indicator);
  if (w.state === 'hard' && w.theirs && op.kind !== 'submit') {
    const theirs = w.theirs.value === null || w.theirs.value === undefined ? say('takenback') : shown(w.theirs.value);
    const made = row(what, say('clash', theirs, w.theirs.by, new Date(w.theirs.at).toLocaleString('vi-VN', { dateStyle: 'short', timeStyle: 'short' }), mine));
    made.classList.add('clash');
    made.dataset.clash = op.indicator;
    made.append(button(say('mine', mine), () => acts.mine(w)), button(say('theirs', theirs), () => acts.theirs(w)));
    return made;
  }
  if (w.state !== 'waiting') {
    const made = row(what, (op.value ? mine + '. ' : '') + (w.reason ?? ''));
    made.classList.add('clash');
    made.append(button(say('again'), () => acts.again(w)), button(say('drop'), () => acts.drop(w)));
    return made;
  }
  return row(what, op.kind.startsWith('evidence') ? say('k-' + op.kind, op.name ?? '') : op.kind === 'submit' ? say('k-waits') : mine);
}

/** Says how many wait to whoever looks after the browser's store was thrown away. */
export const remember = count => { document.cookie = `langso.waiting=${count}; path=/self-assessment; max-age=31536000; samesite=lax`; };
export const remembered = () => Number(/langso\.waiting=(\d+)/.exec(document.cookie)?.[1] ?? 0);

export async function others(user) {
  return (await queue.others(user)).map(([who, count]) => say('others', count, who));
}

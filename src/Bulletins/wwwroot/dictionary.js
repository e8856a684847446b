// Correcting how a word is read, from the composer: press a marked word, or select one, say how, hear it, keep it. Without it the
// dictionary's own page does the same.
const form = document.getElementById('composer');
const box = document.getElementById('say');
const part = id => document.getElementById(id);
const text = form.elements.namedItem('Text');
const token = () => form.elements.namedItem('__RequestVerificationToken').value;
let asked = { written: '', nth: 0 };

function open(written, spoken, nth, meanings) {
  asked = { written, nth };
  part('say-written').textContent = written;
  part('say-spoken').value = spoken;
  part('say-e').hidden = true;
  part('say-meanings').replaceChildren(...meanings.map(meaning => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn0 sm';
    button.textContent = meaning;
    button.addEventListener('click', () => { part('say-spoken').value = meaning; part('say-spoken').focus(); });
    return button;
  }));
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
  part('say-spoken').focus();
}

function wrong(sentence) {
  part('say-e').textContent = sentence;
  part('say-e').hidden = false;
}

async function post(url, fields) {
  const body = new FormData();
  body.set('__RequestVerificationToken', token());
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return fetch(url, { method: 'POST', body, headers: { Accept: 'audio/ogg, application/json, application/problem+json' } });
}

part('spoken').addEventListener('click', event => {
  const mark = event.target.closest('.mk');
  if (mark) open(mark.dataset.written, mark.dataset.spoken, Number(mark.dataset.nth), mark.dataset.meanings ? mark.dataset.meanings.split('|') : []);
});

const selected = part('say-selected');
const chosen = () => text.value.slice(text.selectionStart, text.selectionEnd).trim();
document.addEventListener('selectionchange', () => { if (document.activeElement === text) selected.hidden = chosen().length === 0 || chosen().length > 60; });
selected.addEventListener('click', () => {
  const before = text.value.slice(0, text.selectionStart).normalize('NFC').split(chosen().normalize('NFC')).length - 1;
  open(chosen().normalize('NFC'), '', before, []);
});

part('say-close').addEventListener('click', () => { box.hidden = true; });
part('say-spoken').addEventListener('keydown', event => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  (part('say-keep') ?? part('say-replace')).click();
});

let heard;
async function hear(said) {
  const answer = await post(box.dataset.listen, { text: said, area: part('say-unit')?.value ?? '' });
  if (!answer.ok) return wrong((await answer.json()).title);
  if (heard) URL.revokeObjectURL(heard);
  heard = URL.createObjectURL(await answer.blob());
  const audio = part('voice').querySelector('audio');
  audio.src = heard;
  part('voice').hidden = false;
  await audio.play().catch(() => {});
}

part('say-hear').addEventListener('click', () => hear(part('say-spoken').value));
part('say-keep')?.addEventListener('click', async () => {
  const answer = await post(box.dataset.url, { unit: part('say-unit').value, written: asked.written, spoken: part('say-spoken').value });
  if (!answer.ok) return wrong((await answer.json()).title);
  const kept = await answer.json();
  box.hidden = true;
  text.dispatchEvent(new Event('input'));
  await hear(kept.written);
});
part('say-replace').addEventListener('click', () => {
  const spoken = part('say-spoken').value.trim();
  const parts = text.value.normalize('NFC').split(asked.written);
  if (!spoken || parts.length < 2) return;
  const at = Math.min(asked.nth, parts.length - 2);
  text.value = parts.slice(0, at + 1).join(asked.written) + spoken + parts.slice(at + 1).join(asked.written);
  box.hidden = true;
  text.dispatchEvent(new Event('input'));
});

// The composer while typing: renditions, places by name, listening. Without it the same form works by sending it.
const form = document.getElementById('composer');
const field = name => form.elements.namedItem(name);
const part = id => document.getElementById(id);

function later(wait, deed) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(deed, wait); };
}

let asked = 0;
const preview = later(400, async () => {
  const turn = ++asked;
  const answer = await fetch(form.dataset.preview, { method: 'POST', body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || turn !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of ['estimate', 'spoken', 'open', 'card', 'reach']) part(id).replaceChildren(...page.querySelector(`[data-part=${id}]`).childNodes);
  const made = page.querySelector('[data-part=made]').dataset;
  for (const [own, auto, value] of [['Headline', 'AutoHeadline', made.headline], ['Facts', 'AutoFacts', made.facts]]) {
    const untouched = field(own).value.trim() === field(auto).value.replaceAll('\r', '').trim() || field(own).value.trim() === '';
    if (untouched && document.activeElement !== field(own)) field(own).value = value;
    field(auto).value = value;
  }
});

for (const name of ['Text', 'Title', 'Headline', 'Facts']) field(name).addEventListener('input', preview);
form.addEventListener('change', event => {
  if (['Class', 'Area'].includes(event.target.name)) preview();
  if (['Date', 'Time'].includes(event.target.name)) form.querySelector('[name=When][value=at]').checked = true;
});

const search = part('AreaSearch');
search?.addEventListener('input', later(300, async () => {
  const query = new URLSearchParams({ q: search.value, selected: form.querySelector('[name=Area]:checked')?.value ?? '' });
  const answer = await fetch(`${form.dataset.areas}?${query}`).catch(() => null);
  if (answer?.ok) part('areas').innerHTML = await answer.text();
}));
search?.addEventListener('keydown', event => { if (event.key === 'Enter') event.preventDefault(); });

// A place of a template that is still open is selected by pressing it.
part('open').addEventListener('click', event => {
  const place = event.target.closest('[data-place]')?.dataset.place;
  if (!place) return;
  const box = ['Title', 'Text'].map(field).find(b => b.value.includes(place));
  if (!box) return;
  box.focus();
  box.setSelectionRange(box.value.indexOf(place), box.value.indexOf(place) + place.length);
});

// What is typed stays in this browser until it has been saved: a power cut or a closed window loses nothing.
const key = form.dataset.keep;
const kept = ['Title', 'Text', 'Headline', 'Facts'];
const now = () => Object.fromEntries(kept.map(name => [name, field(name).value]));
const store = deed => { try { return deed(localStorage); } catch { return null; } };
const sent = store(() => sessionStorage.getItem('langso.sent'));
if (sent) {
  if (!form.dataset.refused) store(s => s.removeItem(sent));
  store(() => sessionStorage.removeItem('langso.sent'));
}
const old = store(s => JSON.parse(s.getItem(key)));
if (old && (old.fields.Title !== field('Title').value || old.fields.Text.replaceAll('\r', '') !== field('Text').value.replaceAll('\r', ''))) {
  const bar = part('kept'), say = bar.querySelector('[data-say]');
  say.textContent = say.dataset.say.replace('{0}', new Date(old.at).toLocaleString('vi-VN', { hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'numeric', year: 'numeric' }));
  bar.hidden = false;
  part('kept-back').addEventListener('click', () => { for (const name of kept) field(name).value = old.fields[name] ?? ''; bar.hidden = true; preview(); });
  part('kept-drop').addEventListener('click', () => { store(s => s.removeItem(key)); bar.hidden = true; });
}
const keep = later(500, () => store(s => s.setItem(key, JSON.stringify({ at: Date.now(), fields: now() }))));
for (const name of kept) field(name).addEventListener('input', keep);
form.addEventListener('submit', event => {
  if (event.submitter?.id === 'listen') return;
  store(s => s.setItem(key, JSON.stringify({ at: Date.now(), fields: now() })));
  store(() => sessionStorage.setItem('langso.sent', key));
});

let heard;
part('listen').addEventListener('click', async event => {
  event.preventDefault();
  const button = event.currentTarget, voice = part('voice'), wrong = part('voice-e'), audio = voice.querySelector('audio');
  button.disabled = true;
  wrong.hidden = true;
  try {
    const answer = await fetch(form.dataset.listen, { method: 'POST', body: new FormData(form), headers: { Accept: 'audio/ogg, application/problem+json' } });
    if (!answer.ok) {
      wrong.textContent = (await answer.json()).title;
      wrong.hidden = false;
      return;
    }
    if (heard) URL.revokeObjectURL(heard);
    audio.src = heard = URL.createObjectURL(await answer.blob());
    voice.hidden = false;
    await audio.play().catch(() => {});
  } finally {
    button.disabled = false;
  }
});

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
  for (const id of ['estimate', 'spoken', 'card', 'reach']) part(id).replaceChildren(...page.querySelector(`[data-part=${id}]`).childNodes);
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

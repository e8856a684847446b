// Dragging in the week: with mouse, finger or keyboard. Before anything is kept the server says what it would do.
(() => {
  const grid = document.getElementById('grid'), drop = document.getElementById('drop');
  document.getElementById('print')?.addEventListener('click', () => print());
  if (!grid) return;
  const first = +grid.dataset.from, hours = +grid.dataset.hours, minute = 60000, snap = 5;
  const days = [...grid.querySelectorAll('.wk-day')];
  // Viet Nam's civil time is UTC+7 the year round.
  const instant = (day, minutes) => new Date(Date.parse(day + 'T00:00:00+07:00') + minutes * minute);
  const minutesOf = utc => (Date.parse(utc) + 7 * 3600000) % 86400000 / minute;
  const dayOf = utc => new Date(Date.parse(utc) + 7 * 3600000).toISOString().slice(0, 10);
  const clock = date => new Date(date.getTime() + 7 * 3600000).toISOString().slice(11, 16);
  const perMinute = () => days[0].getBoundingClientRect().height / (hours * 60);

  function state(item) {
    return { item, day: dayOf(item.dataset.planned), start: Math.round(minutesOf(item.dataset.planned)), length: +item.dataset.len / minute };
  }
  function paint(s) {
    const column = days.find(d => d.dataset.day === s.day);
    if (column && s.item.parentNode !== column) column.append(s.item);
    s.item.style.top = (s.start - first * 60) / (hours * 60) * 100 + '%';
    s.item.style.height = s.length / (hours * 60) * 100 + '%';
    s.item.style.left = '0%';
    s.item.style.width = '100%';
    const time = s.item.querySelector('small');
    if (time) time.textContent = clock(instant(s.day, s.start)) + '–' + clock(instant(s.day, s.start + s.length));
  }
  function keep(s) {
    s.start = Math.max(first * 60, Math.min((first + hours) * 60 - snap, s.start));
    s.length = Math.max(s.length < snap ? s.length : snap, Math.min(360, s.length));
  }

  let moving = null;
  grid.addEventListener('pointerdown', e => {
    const item = e.target.closest('.it.mv');
    if (!item || e.button) return;
    const s = state(item);
    moving = { ...s, x: e.clientX, y: e.clientY, was: { ...s }, home: item.parentNode, css: item.style.cssText, text: item.querySelector('small')?.textContent, resize: e.target.classList.contains('rs'), far: false };
    item.setPointerCapture(e.pointerId);
  });
  grid.addEventListener('pointermove', e => {
    if (!moving) return;
    const by = e.clientY - moving.y;
    if (!moving.far && Math.abs(by) + Math.abs(e.clientX - moving.x) < 6) return;
    moving.far = true;
    moving.item.classList.add('drag');
    const steps = Math.round(by / perMinute() / snap) * snap;
    if (moving.resize) moving.length = moving.was.length + steps;
    else {
      moving.start = Math.round((moving.was.start + steps) / snap) * snap;
      const column = days.find(d => { const box = d.getBoundingClientRect(); return e.clientX >= box.left && e.clientX < box.right; });
      if (column) moving.day = column.dataset.day;
    }
    keep(moving);
    paint(moving);
  });
  const stop = e => {
    if (!moving) return;
    const done = moving;
    moving = null;
    done.item.classList.remove('drag');
    if (!done.far || e.type === 'pointercancel') return back(done);
    // The press that ended the drag is not a press on the link.
    done.item.addEventListener('click', c => c.preventDefault(), { once: true });
    setTimeout(() => ask(done), 0);
  };
  grid.addEventListener('pointerup', stop);
  grid.addEventListener('pointercancel', stop);
  grid.addEventListener('dragstart', e => e.preventDefault());

  // Alt with the arrows moves, Alt+Shift changes the length, Enter asks, Escape puts back.
  let keyed = null;
  grid.addEventListener('keydown', e => {
    const item = e.target.closest('.it.mv');
    if (!item) return;
    if (e.altKey && ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(e.key)) {
      e.preventDefault();
      keyed ??= { ...state(item), was: state(item), home: item.parentNode, css: item.style.cssText, text: item.querySelector('small')?.textContent };
      const sign = e.key === 'ArrowUp' || e.key === 'ArrowLeft' ? -1 : 1;
      if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') {
        const at = days.findIndex(d => d.dataset.day === keyed.day) + sign;
        if (days[at]) keyed.day = days[at].dataset.day;
      } else if (e.shiftKey) keyed.length += sign * snap;
      else keyed.start += sign * snap;
      keep(keyed);
      paint(keyed);
      item.focus();
    } else if (keyed && e.key === 'Enter') { e.preventDefault(); const done = keyed; keyed = null; ask(done); }
    else if (keyed && e.key === 'Escape') { e.preventDefault(); back(keyed); keyed = null; }
  });

  function back(s) {
    s.home.append(s.item);
    s.item.style.cssText = s.css;
    const time = s.item.querySelector('small');
    if (time && s.text != null) time.textContent = s.text;
  }
  const post = (path, body) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const $ = id => document.getElementById(id);

  async function ask(s) {
    const body = one => ({
      id: s.item.dataset.id, seen: +s.item.dataset.seen, planned: s.item.dataset.planned, to: instant(s.day, s.start).toISOString(), lengthMs: Math.round(s.length * minute), one
    });
    const repeats = s.item.dataset.repeat === '1', lines = $('drop-lines');
    $('drop-what').textContent = s.item.querySelector('span').textContent.trim() + ': ' + clock(instant(s.day, s.start)) + '–' + clock(instant(s.day, s.start + s.length)) + ', ' + s.day.split('-').reverse().map(Number).join('/');
    $('drop-bad').textContent = '';
    lines.replaceChildren();
    $('drop-one').hidden = !repeats;
    $('drop-all').textContent = repeats ? $('drop-all').dataset.words : $('drop-all').dataset.one;
    drop.returnValue = 'no';
    drop.showModal();
    drop.onclose = () => { if (drop.returnValue !== 'kept') back(s); };
    const save = async one => {
      const answer = await post('/programmes/move', body(one));
      if (answer.ok) { drop.close('kept'); location.reload(); }
      else $('drop-bad').textContent = (await answer.json().catch(() => ({}))).title || answer.statusText;
    };
    $('drop-all').onclick = () => save(false);
    $('drop-one').onclick = () => save(true);
    const answer = await post('/programmes/check', body(false));
    if (!answer.ok) return;
    const { lines: found, none } = await answer.json();
    for (const line of found) {
      const li = document.createElement('li');
      const name = document.createElement('b');
      name.textContent = line.title;
      li.append(name, ' (' + line.at + ', ' + line.place + '): ' + line.why);
      lines.append(li);
    }
    if (!found.length) {
      const li = document.createElement('li');
      li.className = 'ok';
      li.textContent = none;
      lines.append(li);
    }
  }

  // A press on an empty hour begins a programme there.
  if (grid.dataset.write) grid.addEventListener('dblclick', e => {
    const column = e.target.closest('.wk-day');
    if (!column || e.target.closest('.it')) return;
    const at = Math.floor(((e.clientY - column.getBoundingClientRect().top) / perMinute() + first * 60) / 15) * 15;
    location.href = '/programmes/edit?area=' + encodeURIComponent(grid.dataset.area) + '&day=' + column.dataset.day + '&time=' + String(Math.floor(at / 60)).padStart(2, '0') + ':' + String(at % 60).padStart(2, '0');
  });
})();

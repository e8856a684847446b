// A file that proves an article or a video report: sent while the rest of the form is filled in.
import { send } from './upload.js';

for (const box of document.querySelectorAll('[data-press-file]')) {
  const form = box.closest('form'), input = box.querySelector('input[type=file]'), number = box.querySelector('input[type=hidden]');
  const [bar, line, problem, drop] = ['progress', '[data-line]', '.errt', '[data-drop]'].map(find => box.querySelector(find));
  const submit = form.querySelector('button[type=submit]');
  let file = null;

  const say = (key, percent) => {
    bar.hidden = false;
    bar.value = percent;
    line.textContent = box.dataset[key].replace('{0}', percent);
  };

  const clear = () => {
    if (file) file.stopped = true;
    [file, number.value, input.value, line.textContent] = [null, '', '', ''];
    bar.hidden = drop.hidden = problem.hidden = true;
    submit.disabled = false;
  };

  const fail = text => {
    if (file) localStorage.removeItem(file.key);
    clear();
    problem.textContent = text;
    problem.hidden = false;
  };

  input.addEventListener('change', async () => {
    const chosen = input.files[0];
    clear();
    if (!chosen) return;
    if (chosen.size > Number(box.dataset.most)) return fail(box.dataset.heavy);
    const mine = file = { blob: chosen, name: chosen.name, key: `langso.press:${chosen.name}:${chosen.size}:${chosen.lastModified}`, for: 'press' };
    submit.disabled = true;
    drop.hidden = false;
    try {
      const id = await send(mine, say);
      if (file !== mine || !id) return;
      number.value = id;
      say('whole', 100);
      line.textContent = box.dataset.whole.replace('{0}', chosen.name);
      submit.disabled = false;
    } catch (error) {
      if (file === mine) fail(error.message && error.status ? error.message : box.dataset.failed);
    }
  });
  drop.addEventListener('click', clear);
  form.addEventListener('submit', () => { if (file) localStorage.removeItem(file.key); });
}

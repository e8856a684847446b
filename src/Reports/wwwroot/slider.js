// The control room's slider: drag or arrow keys choose a day, letting go opens it. The page works without it.
const form = document.querySelector('.slider2');
if (form) {
  const range = form.querySelector('input[type=range]'), tip = form.querySelector('.tip');
  const EPOCH = Date.UTC(1, 0, 1);
  const day = number => { const d = new Date(EPOCH); d.setUTCFullYear(1); return new Date(d.getTime() + number * 86400000); };
  const place = () => {
    const part = (range.value - range.min) / (range.max - range.min);
    const d = day(+range.value);
    tip.textContent = range.ariaValueText = `${d.getUTCDate()}/${d.getUTCMonth() + 1}/${d.getUTCFullYear()}`;
    tip.style.left = `calc(${part * 100}% + ${(0.5 - part) * 22}px)`;
  };
  let wait;
  const go = () => location.assign('?asOf=' + day(+range.value).toISOString().slice(0, 10));
  range.addEventListener('input', place);
  range.addEventListener('change', () => { clearTimeout(wait); wait = setTimeout(go, 500); });
  place();
}

// Values as people type them and as the store keeps them, and the verdict that follows at once.
export const words = JSON.parse(document.getElementById('desk-words')?.textContent ?? '{}');
export const say = (key, ...args) => (words[key] ?? key).replace(/\{(\d)\}/g, (_, i) => args[i] ?? '');

/** "1.234,5", "85,5" and "85.5" as the store keeps them; null when it is no number. */
export function number(typed) {
  let text = typed.replace(/[\s%]/g, '');
  const parts = text.split('.');
  if (text.includes(',') || parts.length > 2 || (parts.length === 2 && parts[1].length === 3)) text = text.replaceAll('.', '').replace(',', '.');
  return /^-?\d{1,20}(\.\d{1,12})?$/.test(text) ? text.replace(/^(-?)0+(?=\d)/, '$1').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : null;
}

export function shown(value) {
  if (value === null || value === undefined || value === '') return '';
  return { yes: say('yes'), no: say('no'), 'not-applicable': say('na') }[value] ?? value.replace('.', ',');
}

/** What a field says now: a value, '' for nothing, null for no value at all. */
export function read(field) {
  const input = field.querySelector('.inp'), none = field.querySelector('[type=checkbox]');
  if (input.tagName === 'SELECT') return input.value;
  if (none?.checked) return 'not-applicable';
  return input.value.trim() === '' ? '' : number(input.value);
}

export function write(field, value) {
  const input = field.querySelector('.inp'), none = field.querySelector('[type=checkbox]');
  if (none) none.checked = value === 'not-applicable';
  const words = input.tagName === 'SELECT' ? value ?? '' : value === 'not-applicable' || value === null || value === undefined ? '' : value.replace('.', ',');
  if (input.value !== words) input.value = words;
}

/** Judges a row as the server will: met, near, not, nothing known, does not apply. */
export function judge(row, near) {
  const { kind, dir, level } = row.dataset;
  const of = [...row.querySelectorAll('.fldr')].map(field => {
    const value = read(field);
    if (value === '' || value === null) return 'none';
    if (value === 'not-applicable') return 'na';
    if (kind === 'YesNo') return value === 'yes' ? 'ok' : 'no';
    if (!level) return 'none';
    const [v, l] = [Number(value), Number(level)];
    return dir === 'AtLeast' ? v >= l ? 'ok' : v >= l * near / 100 ? 'near' : 'no' : v <= l ? 'ok' : v <= l * 100 / near ? 'near' : 'no';
  });
  return ['no', 'near', 'none', 'ok', 'na'].find(v => of.includes(v)) ?? 'none';
}

export function mark(row, verdict) {
  const label = row.querySelector('[data-vd]');
  label.className = 'vd v-' + verdict;
  label.textContent = say('v-' + verdict);
}

export const size = bytes => bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + ' KB' : (bytes / 1048576).toFixed(1).replace('.', ',') + ' MB';

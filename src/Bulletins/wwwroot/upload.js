// Sending a file in pieces. What was cut off goes on where it stood: the server knows how far it came, this browser knows under which number.
const sleep = ms => new Promise(done => setTimeout(done, ms));

export async function ask(address, options) {
  const answer = await fetch(address, options);
  const told = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
  if (answer.ok) return told;
  throw Object.assign(new Error(told.title ?? ''), { status: answer.status, final: answer.status === 422 || answer.status === 403 || answer.status === 413, field: told.field });
}

export const json = body => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function begin(file) {
  const known = localStorage.getItem(file.key);
  if (known) {
    const upload = await ask(`/bulletins/sounds/uploads/${known}`).catch(error => { if (error.status === 404) return null; throw error; });
    if (upload && upload.size === file.blob.size) return upload;
  }
  const upload = await ask('/bulletins/sounds/uploads', json({ name: file.name, size: file.blob.size, for: file.for }));
  localStorage.setItem(file.key, upload.id);
  return upload;
}

async function hashOf(piece) {
  const hash = await crypto.subtle.digest('SHA-256', piece);
  return [...new Uint8Array(hash)].map(b => b.toString(16).padStart(2, '0')).join('');
}

// file: { blob, name, key, for }; told gets 'sending' or 'waiting' and the percentage. Answers the number of the whole file.
export async function send(file, told) {
  let upload = await begin(file);
  while (upload.received < upload.size) {
    const percent = Math.floor(upload.received / upload.size * 100);
    told('sending', percent);
    const piece = await file.blob.slice(upload.received, upload.received + upload.piece).arrayBuffer();
    for (let wait = 500; ; wait = Math.min(wait * 2, 15000)) {
      if (file.stopped) return null;
      try {
        upload = { ...upload, ...await ask(`/bulletins/sounds/uploads/${upload.id}?at=${upload.received}`, { method: 'PUT', headers: { 'X-Sha256': await hashOf(piece) }, body: piece }) };
        break;
      } catch (error) {
        if (error.status === 404) { localStorage.removeItem(file.key); upload = await begin(file); break; }
        if (error.final && error.field !== 'piece') throw error;
        told('waiting', percent);
        await sleep(wait);
      }
    }
  }
  return upload.id;
}

// The studio: recording or choosing a file, cutting both ends on the waveform, sending in pieces that go on after a cut.
import { ask, json, send } from './upload.js';

const studio = document.getElementById('studio');
const part = id => document.getElementById(id);
const say = (key, ...args) => args.reduce((text, arg, i) => text.replace(`{${i}}`, arg), studio.dataset[key]);
const show = (node, shown) => { node.hidden = !shown; };
const minutes = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const Most = { minutes: 30, bytes: 350 * 1024 * 1024, decoded: 60 * 1024 * 1024 };

let sound = null; // { blob, name, key, length, buffer, from, to }

function fail(text) {
  part('problem').textContent = text ?? '';
  show(part('problem'), Boolean(text));
}

// ——— the microphone
let recorder, stream, context, started, ticking;
part('record').addEventListener('click', async () => {
  fail();
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return level(say('nomic'), 'warn0');
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
  } catch (refused) {
    return level(say(refused.name === 'NotFoundError' ? 'nomic' : 'mic'), 'warn0');
  }
  const type = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'].find(t => MediaRecorder.isTypeSupported(t));
  const pieces = [];
  recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 64000 });
  recorder.addEventListener('dataavailable', event => { if (event.data.size) pieces.push(event.data); });
  recorder.addEventListener('stop', () => {
    const ending = type.includes('webm') ? 'webm' : type.includes('mp4') ? 'm4a' : 'ogg';
    take(new Blob(pieces, { type }), `thu-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.${ending}`, 1);
  });
  recorder.start(1000);
  started = performance.now();
  meter();
  show(part('record'), false); show(part('stop'), true); show(part('clock'), true); show(part('meter'), true);
});
part('stop').addEventListener('click', stop);

function stop() {
  if (recorder?.state === 'recording') recorder.stop();
  stream?.getTracks().forEach(track => track.stop());
  context?.close();
  cancelAnimationFrame(ticking);
  show(part('record'), true); show(part('stop'), false); show(part('meter'), false);
  level('');
}

function level(text, kind = '') {
  part('level').textContent = text;
  part('level').className = `sm mt4 ${kind}`;
}

function meter() {
  context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize), bar = part('meter').querySelector('i');
  let shown = -60, told = 0, loudest = -90;
  const tick = () => {
    analyser.getFloatTimeDomainData(samples);
    let top = 0;
    for (const s of samples) top = Math.max(top, Math.abs(s));
    const now = 20 * Math.log10(top + 1e-5);
    shown = Math.max(now, shown - 0.7);
    loudest = Math.max(loudest, now);
    bar.style.width = `${Math.max(0, Math.min(100, (shown + 60) / 60 * 100))}%`;
    bar.classList.toggle('hot', shown > -2);
    const seconds = (performance.now() - started) / 1000;
    part('clock').textContent = minutes(seconds);
    if (seconds - told > 2) {
      level(loudest > -1.5 ? say('loud') : loudest < -28 ? say('quiet') : say('good'), loudest > -1.5 || loudest < -28 ? 'warn0' : 'ok0');
      [told, loudest] = [seconds, -90];
    }
    if (seconds > Most.minutes * 60) return stop();
    ticking = requestAnimationFrame(tick);
  };
  tick();
}

// ——— a file
const input = part('file'), drop = document.querySelector('.drop');
input.addEventListener('change', () => { if (input.files[0]) take(input.files[0], input.files[0].name, 2); });
for (const [name, over] of [['dragover', true], ['dragleave', false], ['drop', false]])
  drop.addEventListener(name, event => { event.preventDefault(); drop.classList.toggle('over', over); });
drop.addEventListener('drop', event => { const file = event.dataTransfer.files[0]; if (file) take(file, file.name, 2); });

// ——— what was recorded or chosen
async function take(blob, name, kind) {
  fail();
  show(part('finish'), true); show(part('trim'), false); show(part('progress'), false);
  part('send').disabled = false;
  part('kind').value = String(kind);
  part('title').value = name.replace(/\.[^.]+$/, '').slice(0, 120);
  sound = { blob, name, key: `langso.upload:${name}:${blob.size}:${blob.lastModified ?? 0}`, length: null, from: 0, to: null };
  part('finish').scrollIntoView({ behavior: 'smooth', block: 'start' });
  if (blob.size > Most.bytes) return refuse(say('heavy'));
  const length = await lengthOf(blob);
  if (length > Most.minutes * 60 + 1) return refuse(say('long', Math.ceil(length / 60)));
  if (blob.size > Most.decoded) return;
  try {
    const offline = new OfflineAudioContext(1, 1, 24000);
    sound.buffer = await offline.decodeAudioData(await blob.arrayBuffer());
  } catch {
    part('noise').textContent = '';
    fail(say('undecoded'));
    return;
  }
  [sound.length, sound.to] = [sound.buffer.duration, sound.buffer.duration];
  if (sound.length > Most.minutes * 60 + 1) return refuse(say('long', Math.ceil(sound.length / 60)));
  show(part('trim'), true);
  draw(); place(); judge();
}

function refuse(text) {
  fail(text);
  part('send').disabled = true;
}

function lengthOf(blob) {
  return new Promise(done => {
    const audio = new Audio(), address = URL.createObjectURL(blob);
    const end = value => { URL.revokeObjectURL(address); done(Number.isFinite(value) ? value : null); };
    audio.addEventListener('loadedmetadata', () => end(audio.duration));
    audio.addEventListener('error', () => end(null));
    setTimeout(() => end(null), 4000);
    audio.src = address;
  });
}

function draw() {
  const canvas = part('wave').querySelector('canvas'), pen = canvas.getContext('2d'), samples = sound.buffer.getChannelData(0);
  const { width, height } = canvas, step = samples.length / width;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = '#1257A8';
  for (let x = 0; x < width; x++) {
    let top = 0;
    const end = Math.min(samples.length, Math.floor((x + 1) * step)), stride = Math.max(1, Math.floor(step / 200));
    for (let i = Math.floor(x * step); i < end; i += stride) top = Math.max(top, Math.abs(samples[i]));
    const tall = Math.max(1, Math.min(1, top) * height);
    pen.fillRect(x, (height - tall) / 2, 1, tall);
  }
}

function place() {
  const wide = part => `${part / sound.length * 100}%`;
  part('from').style.left = wide(sound.from); part('to').style.left = wide(sound.to);
  document.querySelector('.cutl').style.width = wide(sound.from); document.querySelector('.cutr').style.width = wide(sound.length - sound.to);
  for (const [id, value] of [['from', sound.from], ['to', sound.to]]) {
    part(id).setAttribute('aria-valuenow', value.toFixed(1)); part(id).setAttribute('aria-valuemax', sound.length.toFixed(1));
  }
  part('kept').textContent = say('kept', minutes(sound.to - sound.from), `${(sound.length - sound.to + sound.from).toFixed(1).replace('.', ',')} s`);
}

function cut(end, second) {
  if (end === 'from') sound.from = Math.max(0, Math.min(second, sound.to - 0.5));
  else sound.to = Math.min(sound.length, Math.max(second, sound.from + 0.5));
  place();
}

for (const end of ['from', 'to']) {
  const grip = part(end);
  grip.addEventListener('pointerdown', event => { grip.setPointerCapture(event.pointerId); event.preventDefault(); });
  grip.addEventListener('pointermove', event => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const box = part('wave').getBoundingClientRect();
    cut(end, (event.clientX - box.left) / box.width * sound.length);
  });
  grip.addEventListener('pointerup', judge);
  grip.addEventListener('keydown', event => {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1, PageDown: -1, PageUp: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    cut(end, (end === 'from' ? sound.from : sound.to) + by);
    judge();
  });
}

// A first look at the noise; the server listens again and decides.
function judge() {
  const rate = sound.buffer.sampleRate, all = sound.buffer.getChannelData(0).subarray(sound.from * rate, sound.to * rate), step = Math.floor(rate / 20), levels = [];
  for (let at = 0; at + step <= all.length; at += step) {
    let sum = 0;
    for (let i = at; i < at + step; i++) sum += all[i] * all[i];
    levels.push(10 * Math.log10(sum / step + 1e-12));
  }
  levels.sort((a, b) => a - b);
  const voice = levels[Math.floor(levels.length * 0.9)] ?? -120, floor = levels[Math.floor(levels.length * 0.1)] ?? -120;
  const [key, kind] = voice < -60 ? ['silent', 'bad0'] : voice < -40 ? ['quiet', 'warn0'] : voice - floor > 4 && voice - floor < 20 ? ['noisy', 'warn0'] : ['clean', 'ok0'];
  part('noise').textContent = say(key);
  part('noise').className = `sm mt4 ${kind}`;
}

let player;
part('play').addEventListener('click', async () => {
  if (!sound) return;
  player?.pause();
  player = new Audio(URL.createObjectURL(sound.blob));
  const end = sound.to;
  player.addEventListener('timeupdate', () => { if (end && player.currentTime >= end) player.pause(); });
  player.addEventListener('loadedmetadata', () => { player.currentTime = sound.from; }, { once: true });
  await player.play().catch(() => {});
});

// ——— sending
function progress(key, percent) {
  show(part('progress'), true);
  part('progress').querySelector('progress').value = percent;
  part('progress').querySelector('p').textContent = say(key, percent);
}

async function sendAll() {
  const upload = await send(sound, progress);
  progress('working', 100);
  const asked = { title: part('title').value, kind: Number(part('kind').value), area: part('area').value, from: sound.from, to: sound.to !== null && sound.to < sound.length ? sound.to : null, chimes: part('chimes').checked };
  const made = await ask(`/bulletins/sounds/uploads/${upload}/finish`, json(asked));
  localStorage.removeItem(sound.key);
  location.href = made.address;
}

part('send').addEventListener('click', async () => {
  if (!sound) return;
  fail();
  part('send').disabled = true;
  try {
    await sendAll();
  } catch (error) {
    if (error.field === 'file') localStorage.removeItem(sound.key);
    show(part('progress'), false);
    fail(error.message && error.status ? error.message : say('failed'));
    part('send').querySelector('span').textContent = say('again');
    part('send').disabled = false;
  }
});

const half = Object.keys(localStorage).find(key => key.startsWith('langso.upload:'));
if (half) {
  part('resume').textContent = say('resume', half.split(':')[1]);
  show(part('resume'), true);
}

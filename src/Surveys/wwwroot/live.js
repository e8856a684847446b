// Coverage that moves while answers come in: the same page is asked again, and its part takes the place of the one that is shown.
const part = () => document.getElementById('coverage');

async function look() {
  // Who is about to press a button there is not disturbed, and a page that nobody sees asks nothing.
  if (document.hidden || part().contains(document.activeElement)) return;
  const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('coverage');
  if (fresh) part().replaceWith(fresh);
}

if (part()) setInterval(() => look().catch(() => {}), 10_000);

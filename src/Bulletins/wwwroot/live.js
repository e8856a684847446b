// What devices report, as it comes. Without it the page shows the same when it is loaded again.
const live = document.getElementById('live');
const table = document.getElementById('evidence');

const events = new EventSource(live.dataset.changes);
events.addEventListener('changed', async event => {
  // A decision changes more than the table; what somebody is typing is not thrown away.
  if (event.data !== live.dataset.version) {
    const typing = [...document.querySelectorAll('main textarea, main input:not([type=hidden])')].some(box => box.value !== '');
    if (!typing) location.reload();
    return;
  }
  const answer = await fetch(live.dataset.evidence).catch(() => null);
  if (answer?.ok) table.innerHTML = await answer.text();
});
addEventListener('pagehide', () => events.close());

// The list of sheets: keeps it for later without network, and says what waits.
if (navigator.serviceWorker) navigator.serviceWorker.register('/self-assessment/worker.js', { scope: '/self-assessment', updateViaCache: 'none' }).catch(() => {});
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => navigator.serviceWorker?.controller?.postMessage('forget'));
addEventListener('load', () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('../look/lib/be-vietnam-pro/font.css', import.meta.url).href })));

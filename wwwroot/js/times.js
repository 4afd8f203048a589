// Relative times and running ones: one clock for the page.
(() => {
  const texts = { ...document.currentScript.dataset };
  const ago = (text, count) => text.replace('{0}', Math.floor(count));
  function describe(seconds) {
    if (seconds < 1) return texts.now;
    if (seconds < 60) return ago(texts.seconds, seconds);
    if (seconds < 3600) return ago(texts.minutes, seconds / 60);
    if (seconds < 86400) return ago(texts.hours, seconds / 3600);
    return ago(texts.days, seconds / 86400);
  }
  function length(seconds) {
    const s = Math.max(0, Math.floor(seconds)), pad = n => String(n).padStart(2, '0');
    return s < 3600 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : `${Math.floor(s / 3600)}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
  }
  // The text node is kept: Blazor holds on to it.
  const write = (element, text) => {
    if (element.firstChild && element.firstChild.nodeValue !== text) element.firstChild.nodeValue = text;
  };
  setInterval(() => {
    const now = Date.now();
    for (const element of document.querySelectorAll('time[data-relative]')) write(element, describe((now - Date.parse(element.dateTime)) / 1000));
    for (const element of document.querySelectorAll('[data-since]')) write(element, length((now - Date.parse(element.dataset.since)) / 1000 * (element.dataset.speed ?? 1)));
  }, 1000);
})();

// Relative times and running ones: one clock for the page, the server's, because this computer's may be wrong.
(() => {
  const texts = { ...document.currentScript.dataset };
  const off = Date.now() - Date.parse(texts.server);
  const wrongBy = Math.abs(off) > 20000 ? off : 0;   // a page takes some seconds to arrive
  const ago = (text, count) => text.replace('{0}', Math.floor(count));
  function describe(seconds) {
    if (seconds < 1) return texts.now;
    if (seconds < 60) return ago(texts.seconds, seconds);
    if (seconds < 3600) return ago(texts.minutes, seconds / 60);
    if (seconds < 86400) return ago(texts.hours, seconds / 3600);
    return ago(texts.days, seconds / 86400);
  }
  function due(seconds) {
    if (seconds <= 0) return describe(-seconds);
    const put = (text, count) => text.replace('{0}', count), days = seconds / 86400;
    if (seconds < 3600) return put(texts.untilMinutes, Math.ceil(seconds / 60));
    if (days < 2) return put(texts.untilHours, Math.floor(seconds / 3600));
    if (days <= 100) return put(texts.untilDays, Math.floor(days));
    return days < 730 ? put(texts.untilMonths, Math.floor(days / 30.44)) : put(texts.untilYears, Math.floor(days / 365.25));
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
    const now = Date.now() - wrongBy;
    for (const element of document.querySelectorAll('time[data-relative]')) {
      const passed = (now - Date.parse(element.dateTime)) / 1000;
      write(element, element.dataset.relative === 'due' ? due(-passed) : describe(passed));
    }
    for (const element of document.querySelectorAll('[data-since]')) write(element, length((now - Date.parse(element.dataset.since)) / 1000 * (element.dataset.speed ?? 1)));
  }, 1000);
})();

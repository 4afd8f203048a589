// Runs before the first paint: what the server cannot know yet about this browser.
(() => {
  const year = 31536000;
  try {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) document.cookie = `portal.zone=${zone}; path=/; max-age=${year}; samesite=lax`;
  } catch { /* an old browser: times stay in UTC */ }
  try {
    if (localStorage.getItem('portal.rail') === 'narrow') document.documentElement.dataset.rail = 'narrow';
  } catch { /* storage is off: the rail starts wide */ }
})();

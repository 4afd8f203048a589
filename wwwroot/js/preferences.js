// Language, theme, density, time zone and clock: kept in cookies, so that the server makes the next page as it was chosen.
(() => {
  const year = 31536000;
  const setCookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };
  const press = (attribute, value) => {
    for (const button of document.querySelectorAll(`[${attribute}]`)) button.setAttribute('aria-pressed', String(button.getAttribute(attribute) === value));
  };

  function setTheme(theme) {
    setCookie('portal.theme', theme);
    document.documentElement.dataset.theme = theme;
    press('data-set-theme', theme);
  }
  function setDensity(density) {
    setCookie('portal.density', density);
    document.documentElement.dataset.density = density;
    press('data-set-density', density);
  }
  function setLanguage(language) {
    setCookie('portal.lang', language);
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    portal.prepareToLeave();
    if (url.href === location.href) location.reload(); else location.replace(url);
  }

  // Times are written on the server: the page is made again.
  function again() {
    portal.prepareToLeave();
    location.reload();
  }
  function setClock(clock) {
    setCookie('portal.clock', clock);
    again();
  }
  portal.setZone = zone => {
    if (zone) setCookie('portal.zone.chosen', zone);
    else document.cookie = 'portal.zone.chosen=; path=/; max-age=0; samesite=lax';
    again();
  };

  document.addEventListener('click', event => {
    const at = selector => event.target.closest?.(selector);
    let hit;
    if ((hit = at('[data-set-lang]'))) { event.preventDefault(); setLanguage(hit.dataset.setLang); }
    else if ((hit = at('[data-set-theme]'))) setTheme(hit.dataset.setTheme);
    else if ((hit = at('[data-set-clock]'))) setClock(hit.dataset.setClock);
    else if ((hit = at('[data-set-density]'))) setDensity(hit.dataset.setDensity);
  });
})();

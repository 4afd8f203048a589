// Everything the portal does in the browser besides Blazor: preferences, menus, copying, relative times, dialogs, form drafts.
(() => {
  const root = document.documentElement;
  const texts = { ...document.currentScript.dataset };
  const year = 31536000;
  let leaving = false;

  const setCookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax`; };
  const press = (attribute, value) => {
    for (const button of document.querySelectorAll(`[${attribute}]`)) button.setAttribute('aria-pressed', String(button.getAttribute(attribute) === value));
  };

  // ---- preferences
  function setTheme(theme) {
    setCookie('portal.theme', theme);
    root.dataset.theme = theme;
    for (const sheet of document.querySelectorAll('link[data-for]')) {
      const mine = sheet.dataset.for;
      sheet.media = theme === 'system' ? `(prefers-color-scheme: ${mine})` : theme === mine ? 'all' : 'not all';
    }
    press('data-set-theme', theme);
  }
  function setDensity(density) {
    setCookie('portal.density', density);
    root.dataset.density = density;
    press('data-set-density', density);
  }
  function setLanguage(language) {
    setCookie('portal.lang', language);
    const url = new URL(location.href);
    url.searchParams.delete('lang');
    leaving = true;
    if (url.href === location.href) location.reload(); else location.replace(url);
  }

  // ---- rail
  const phone = matchMedia('(max-width: 800px)');
  const closeDrawer = () => { delete root.dataset.drawer; };
  function toggleRail() {
    if (phone.matches) {
      if (root.dataset.drawer) closeDrawer(); else root.dataset.drawer = 'open';
      return;
    }
    const narrow = root.dataset.rail !== 'narrow';
    if (narrow) root.dataset.rail = 'narrow'; else delete root.dataset.rail;
    try { localStorage.setItem('portal.rail', narrow ? 'narrow' : 'wide'); } catch { /* not kept */ }
  }

  const closeMenus = except => {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) if (menu !== except) menu.open = false;
  };

  async function copy(button) {
    try { await navigator.clipboard.writeText(button.dataset.copy); }
    catch {
      // Clipboard access is refused on plain http from other machines: fall back to a selection.
      const area = document.createElement('textarea');
      area.value = button.dataset.copy;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    const title = button.title;
    button.classList.add('copied');
    button.title = texts.copied;
    setTimeout(() => { button.classList.remove('copied'); button.title = title; }, 1500);
  }

  document.addEventListener('click', event => {
    const at = selector => event.target.closest?.(selector);
    let hit;
    if ((hit = at('[data-set-lang]'))) { event.preventDefault(); setLanguage(hit.dataset.setLang); }
    else if ((hit = at('[data-set-theme]'))) setTheme(hit.dataset.setTheme);
    else if ((hit = at('[data-set-density]'))) setDensity(hit.dataset.setDensity);
    else if (at('[data-rail-toggle]')) toggleRail();
    else if (at('[data-rail-close]')) closeDrawer();
    else if ((hit = at('[data-copy]'))) copy(hit);
    else if ((hit = at('[data-notify]'))) answerNotify(hit);
    if (at('.rail a')) closeDrawer();
    closeMenus(at('.menu-body a') ? null : at('details[data-menu]'));
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const open = document.querySelector('details[data-menu][open]');
    closeMenus(null);
    open?.querySelector('summary')?.focus();
    closeDrawer();
  });

  // ---- notifications of the browser: asked for once, shown when something the person started has ended
  const notifyKey = 'portal.notify';
  const remember = value => { try { localStorage.setItem(notifyKey, value); } catch { /* not kept */ } };
  const mayAskToNotify = () => {
    try { return 'Notification' in window && Notification.permission === 'default' && !localStorage.getItem(notifyKey); } catch { return false; }
  };
  async function answerNotify(button) {
    remember(button.dataset.notify);
    button.closest('[data-ask]').hidden = true;
    if (button.dataset.notify === 'yes') await Notification.requestPermission();
  }
  function notify(title, body, url) {
    if (!('Notification' in window) || Notification.permission !== 'granted') return;
    if (document.hasFocus() && location.pathname === url) return;
    const shown = new Notification(title, { body, tag: url });
    shown.onclick = () => { window.focus(); shown.close(); location.assign(url); };
  }

  // ---- keys: Ctrl+K opens the palette, g and a letter jump, ? lists the keys
  let jumping = 0;
  let early = null;                                  // what is typed before the palette is there, which takes a moment on a slow line
  const typing = target => target.closest?.('input, textarea, select, [contenteditable]');
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      early = { text: '', since: Date.now() };
      document.querySelector('[data-palette-open]')?.click();
      return;
    }
    if (early && Date.now() - early.since < 5000 && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.id !== 'palette-input') {
      if (event.key.length === 1) { early.text += event.key; event.preventDefault(); return; }
      if (event.key === 'Backspace') { early.text = early.text.slice(0, -1); event.preventDefault(); return; }
      if (event.key === 'Escape') early = null;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') { event.preventDefault(); document.querySelector('[data-keys-open]')?.click(); return; }
    if (event.key === 'g') { jumping = Date.now(); return; }
    if (Date.now() - jumping < 1500) document.querySelector(`[data-jump="${CSS.escape(event.key)}"]`)?.click();
    jumping = 0;
  });
  // The arrows move in the palette's list, not in its text.
  document.addEventListener('keydown', event => {
    if (event.target.id === 'palette-input' && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) event.preventDefault();
  }, { capture: true });

  // ---- relative times: one clock for the page
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
    for (const element of document.querySelectorAll('[data-since]')) write(element, length((now - Date.parse(element.dataset.since)) / 1000));
  }, 1000);

  // ---- what is asked for again while the page is looked at: a hidden tab waits, and shown again it catches up
  const looks = new Map();
  async function look(one) {
    one.busy = true;
    try { await one.owner.invokeMethodAsync('LookAsync'); }
    catch { /* the connection is away: the next round tries again */ }
    one.last = Date.now();
    one.busy = false;
  }
  function lookAgain() {
    for (const one of document.hidden ? [] : looks.values()) if (!one.busy && Date.now() - one.last >= one.every) look(one);
  }
  setInterval(lookAgain, 1000);
  document.addEventListener('visibilitychange', lookAgain);

  // ---- leaving without being asked, when the page cannot stay
  addEventListener('beforeunload', event => { if (leaving) event.stopImmediatePropagation(); }, { capture: true });

  // ---- form drafts: what was typed and is not yet known to be kept on the server, in this tab for its person, secrets never
  const draftKey = owner => `portal.draft:${location.pathname}:${owner}`;
  const draftOf = owner => { try { return JSON.parse(sessionStorage.getItem(draftKey(owner)) ?? '{}'); } catch { return {}; } };
  const isSecret = field => field.type === 'password' || field.closest('[data-secret]');
  function saveDraft(form) {
    const values = draftOf(form.dataset.draft);
    // Rows that are no longer there are gone from the draft too.
    for (const part of form.querySelectorAll('[data-rows]')) {
      for (const name of Object.keys(values)) if (part.dataset.rows.split(' ').some(rows => name.startsWith(rows))) delete values[name];
    }
    for (const field of form.querySelectorAll('[name]')) {
      if (isSecret(field)) continue;
      if (field.type === 'radio') { if (field.checked) values[field.name] = field.value; }
      else if (field.type === 'checkbox') values[field.name] = field.checked ? 'true' : 'false';
      else values[field.name] = field.value;
    }
    try { sessionStorage.setItem(draftKey(form.dataset.draft), JSON.stringify(values)); } catch { /* not kept */ }
  }
  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, event => { const form = event.target.closest?.('[data-draft]'); if (form) saveDraft(form); });
  }

  window.portal = {
    mayAskToNotify,
    notify,
    interactive() { root.dataset.interactive = 'true'; },
    whileLooked(id, owner, every) { looks.set(id, { owner, every, last: Date.now(), busy: false }); },
    stopLooking(id) { looks.delete(id); },
    prepareToLeave() { leaving = true; },
    leave(url) { leaving = true; location.replace(url); },
    openDialog(dialog) {
      if (dialog.open) return;
      dialog.showModal();
      // The browser focuses the first choice of a group; the one that is chosen is the way in.
      const first = document.activeElement;
      if (first?.id === 'palette-input' && early) {
        first.value = early.text;
        early = null;
        if (first.value) first.dispatchEvent(new Event('input', { bubbles: true }));
      }
      if (first?.closest('[data-help]')) dialog.querySelector(':is(input, select, textarea):enabled')?.focus();
      if (first?.type === 'radio') dialog.querySelector(`input[name="${CSS.escape(first.name)}"]:checked`)?.focus();
    },
    closeDialog(dialog) { if (dialog.open) dialog.close(); },
    async renew(inputId, url) {
      const input = document.getElementById(inputId);
      try {
        const answer = await fetch(url, {
          method: 'POST', credentials: 'same-origin',
          headers: { 'Content-Type': 'application/json', 'X-CSRF': '1' },
          body: JSON.stringify({ password: input.value }),
        });
        return answer.status;
      } catch { return 0; } finally { input.value = ''; input.focus(); }
    },
    loadDraft: draftOf,
    saveDraft(form) { saveDraft(form); },
    clearDraft(owner) { try { sessionStorage.removeItem(draftKey(owner)); } catch { /* nothing was kept */ } },
    recall(key) { try { return localStorage.getItem('portal.' + key); } catch { return null; } },
    remember(key, value) { try { if (value) localStorage.setItem('portal.' + key, value); else localStorage.removeItem('portal.' + key); } catch { /* not kept */ } },
    focusOn(selector) { document.querySelector(selector)?.focus(); },
    focusFirstError(form) {
      const field = (form ?? document).querySelector('[aria-invalid="true"], .field:has(> .field-error) input:not(:disabled)');
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
    },
    // What was typed while the connection was away never reached the server: tell it once more.
    resend() {
      for (const field of document.querySelectorAll('[data-draft] [name]')) {
        if (field.type === 'radio' && !field.checked) continue;
        field.dispatchEvent(new Event(field.matches('select, [type=radio], [type=checkbox]') ? 'change' : 'input', { bubbles: true }));
      }
    },
  };
})();

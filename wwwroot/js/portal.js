// What the circuit asks of the browser. The files beside this one add to it, each for one job.
(() => {
  let leaving = false, signingOut = false;

  // Leaving without being asked, when the page cannot stay.
  addEventListener('beforeunload', event => { if (leaving) event.stopImmediatePropagation(); }, { capture: true });

  // A form that signs out is on its way, perhaps by the provider: the page that tells of the session's end must not come in between.
  const patience = 5000;
  addEventListener('submit', event => { signingOut ||= event.target.getAttribute('action') === '/bff/signout'; });

  window.portal = {
    interactive() { document.documentElement.dataset.interactive = 'true'; },
    prepareToLeave() { leaving = true; },
    leave(url) {
      leaving = true;
      if (signingOut) setTimeout(() => location.replace(url), patience); else location.replace(url);
    },
    recall(key) { try { return localStorage.getItem('portal.' + key); } catch { return null; } },
    remember(key, value) { try { if (value) localStorage.setItem('portal.' + key, value); else localStorage.removeItem('portal.' + key); } catch { /* not kept */ } },
    press(selector) { document.querySelector(selector)?.click(); },
    focusOn(selector) { document.querySelector(selector)?.focus(); },
  };
})();

// What the circuit asks of the browser. The files beside this one add to it, each for one job.
(() => {
  let leaving = false;

  // Leaving without being asked, when the page cannot stay.
  addEventListener('beforeunload', event => { if (leaving) event.stopImmediatePropagation(); }, { capture: true });

  window.portal = {
    interactive() { document.documentElement.dataset.interactive = 'true'; },
    prepareToLeave() { leaving = true; },
    leave(url) { leaving = true; location.replace(url); },
    recall(key) { try { return localStorage.getItem('portal.' + key); } catch { return null; } },
    remember(key, value) { try { if (value) localStorage.setItem('portal.' + key, value); else localStorage.removeItem('portal.' + key); } catch { /* not kept */ } },
    press(selector) { document.querySelector(selector)?.click(); },
    focusOn(selector) { document.querySelector(selector)?.focus(); },
  };
})();

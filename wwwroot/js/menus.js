// The rail, its drawer on a phone, and menus: they open and close without the server.
(() => {
  const root = document.documentElement;
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

  document.addEventListener('click', event => {
    const at = selector => event.target.closest?.(selector);
    if (at('[data-rail-toggle]')) toggleRail();
    else if (at('[data-rail-close]')) closeDrawer();
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
})();

// Notifications of the browser: asked for once, shown when something the person started has ended.
(() => {
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

  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-notify]');
    if (button) answerNotify(button);
  });
  Object.assign(portal, { mayAskToNotify, notify });
})();

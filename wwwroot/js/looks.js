// What is asked for again while the page is looked at: a hidden tab waits, and shown again it catches up.
(() => {
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

  portal.whileLooked = (id, owner, every) => { looks.set(id, { owner, every, last: Date.now(), busy: false }); };
  portal.stopLooking = id => { looks.delete(id); };
})();

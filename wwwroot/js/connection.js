// Starts Blazor with a reconnection handler of our own: a thin bar instead of a blocking box, retries without end,
// and a reload as soon as the server answers that it no longer has this circuit.
(() => {
  if (!window.Blazor) return;
  const banner = document.getElementById('conn-banner');
  const longestWait = 1500;
  let round = 0, wake = () => {};

  const show = text => { banner.textContent = text; banner.hidden = !text; };
  const pause = ms => new Promise(done => { wake = done; setTimeout(done, ms); });

  async function down() {
    const mine = ++round;
    delete document.documentElement.dataset.interactive;
    show(banner.dataset.lost);
    for (let wait = 200; mine === round; wait = Math.min(wait * 2, longestWait)) {
      await pause(wait * (0.75 + 0.5 * Math.random()));
      if (mine !== round) return;
      try {
        if (await Blazor.reconnect()) return;   // the circuit lives: up() follows
      } catch { continue; }                     // no answer yet
      show(banner.dataset.restoring);           // an answer, but the circuit is gone
      portal.prepareToLeave();
      location.reload();
      return;
    }
  }

  function up() {
    round++;
    show('');
    document.getElementById('blazor-error-ui').style.display = 'none';
    portal.interactive();
    portal.resend();
  }

  addEventListener('online', () => wake());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wake(); });

  Blazor.start({
    circuit: {
      reconnectionHandler: { onConnectionDown: () => { down(); }, onConnectionUp: up },
      configureSignalR: hub => hub.withServerTimeout(30000).withKeepAliveInterval(10000),
    },
  });
})();

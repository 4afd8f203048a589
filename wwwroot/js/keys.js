// Ctrl+K opens the palette, g and a letter jump, / finds, ? lists the keys.
(() => {
  // While an input method composes, its keys are its own: arrows choose among its words, Enter takes one, Escape gives up. No script of the page hears of them.
  const composing = event => event.isComposing || event.keyCode === 229;
  for (const kind of ['keydown', 'keyup']) {
    window.addEventListener(kind, event => { if (composing(event)) event.stopImmediatePropagation(); }, { capture: true });
  }

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
    if (event.key === '/') {
      event.preventDefault();
      const search = document.querySelector('main input[type="search"]');
      if (search) search.focus(); else document.querySelector('[data-palette-open]')?.click();
      return;
    }
    if (event.key === 'g') { jumping = Date.now(); return; }
    if (Date.now() - jumping < 1500) document.querySelector(`[data-jump="${CSS.escape(event.key)}"]`)?.click();
    jumping = 0;
  });
  // The arrows move in the palette's list, not in its text.
  document.addEventListener('keydown', event => {
    if (event.target.id === 'palette-input' && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) event.preventDefault();
  }, { capture: true });

  // What was typed meanwhile goes into the palette once it is there.
  portal.typedEarly = () => {
    const text = early?.text;
    early = null;
    return text;
  };
})();

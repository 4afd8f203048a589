// A browser that translates the page takes texts out and puts elements of its own in their place. What the circuit changes later would then change texts that
// nobody sees, or fail at texts without a place. So each text goes back, empty, before its translation: a new one shows itself again, and the old translation goes.
(() => {
  const shown = new Map();                     // text node: { element, text }
  const seen = { subtree: true, childList: true };
  const isTranslation = node => node.nodeName === 'FONT';

  function forget(text, restore) {
    const { element, text: was } = shown.get(text);
    shown.delete(text);
    element.remove();
    if (restore && !text.data) text.data = was;
  }

  const observer = new MutationObserver(records => {
    const taken = [], put = [];
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === 'characterData') {
        if (shown.has(target) && target.data) forget(target, false);
        continue;
      }
      for (const node of removedNodes) if (node.nodeType === Node.TEXT_NODE) taken.push({ text: node, parent: target });
      for (const node of addedNodes) if (isTranslation(node)) put.push({ element: node, parent: target });
    }

    for (const { element, parent } of put) {
      const at = taken.findIndex(t => t.parent === parent && !t.text.isConnected);
      if (at < 0 || element.parentNode !== parent) continue;
      const [{ text }] = taken.splice(at, 1);
      if (shown.size === 0) observer.observe(document.body, { ...seen, characterData: true });
      shown.set(text, { element, text: text.data });
      text.data = '';
      parent.insertBefore(text, element);
    }

    // What the circuit has removed takes its translation along; what the reader turned back is the text again.
    for (const [text, { element }] of shown) {
      if (!text.isConnected) forget(text, false);
      else if (!element.isConnected) forget(text, true);
    }
  });
  observer.observe(document.body, seen);
})();

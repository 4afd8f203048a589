// Copies what a button holds, or the page's own address, and says so.
(() => {
  const { copied } = document.currentScript.dataset;

  async function toClipboard(text) {
    try { await navigator.clipboard.writeText(text); }
    catch {
      // Clipboard access is refused on plain http from other machines: fall back to a selection.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  async function copy(button) {
    await toClipboard(button.dataset.copy);
    const title = button.title;
    button.classList.add('copied');
    button.title = copied;
    setTimeout(() => { button.classList.remove('copied'); button.title = title; }, 1500);
  }

  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-copy], [data-copy-link]');
    if (button?.matches('[data-copy-link]')) toClipboard(location.href);
    else if (button) copy(button);
  });
})();

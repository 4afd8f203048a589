// The browser's own dialogs, and the one that signs in to the cloud again: its password goes from here to the gateway.
(() => {
  Object.assign(portal, {
    openDialog(dialog) {
      if (dialog.open) return;
      dialog.showModal();
      // The browser focuses the first choice of a group; the one that is chosen is the way in.
      const first = document.activeElement;
      const typed = first?.id === 'palette-input' ? portal.typedEarly() : null;
      if (typed) {
        first.value = typed;
        first.dispatchEvent(new Event('input', { bubbles: true }));
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
  });
})();

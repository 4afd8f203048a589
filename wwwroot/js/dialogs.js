// The browser's own dialogs: how they open, what Escape does in them, and the question before typed text is lost.
// And the one that signs in to the cloud again: its password goes from here to the gateway.
(() => {
  const texts = 'textarea, input:not([type=checkbox], [type=radio], [type=file], [type=hidden], [type=search], [role=combobox])';
  const before = new WeakMap();                      // text field: what was in it before someone typed
  const sent = new WeakMap();                        // text field: what was in it when its form was sent
  const refused = '.field-error, [aria-invalid=true], .problem[role=alert]';
  const fieldsOf = dialog => [...dialog.querySelectorAll(texts)];
  const unsent = dialog => fieldsOf(dialog).some(field => before.has(field) && field.value.trim() && field.value !== before.get(field)
    && (field.value !== sent.get(field) || dialog.querySelector(refused)));
  const questionOf = dialog => dialog.querySelector(':scope > [data-question]');
  const asks = (dialog, leave) => {
    if (!unsent(dialog) || !questionOf(dialog)) return false;
    const question = questionOf(dialog);
    question.leave = leave;
    question.showModal();
    question.querySelector('[data-question-keep]').focus();
    return true;
  };
  // The page hears of it as if the browser had asked.
  const leave = dialog => dialog.dispatchEvent(new Event('cancel', { cancelable: true }));

  document.addEventListener('focusin', event => {
    if (event.target.matches?.(`dialog :is(${texts})`) && !before.has(event.target)) before.set(event.target, event.target.value);
  });
  const note = form => { for (const field of form?.closest('dialog') ? fieldsOf(form) : []) sent.set(field, field.value); };
  document.addEventListener('submit', event => note(event.target), { capture: true });

  // The key itself: a browser closes a dialog on the second Escape, whatever the first was answered.
  document.addEventListener('keydown', event => {
    const dialog = event.key === 'Escape' && (event.target.closest?.('dialog[open]') ?? [...document.querySelectorAll('dialog[open]')].at(-1));
    if (!dialog) return;
    event.preventDefault();
    if (dialog.matches('[data-question]')) dialog.close();
    else if (!asks(dialog, () => leave(dialog))) leave(dialog);
  });
  // What asks without a key, such as the back gesture of a phone.
  document.addEventListener('cancel', event => {
    if (!event.isTrusted || !event.target.matches?.('dialog')) return;
    if (event.target.matches('[data-question]') || !asks(event.target, () => leave(event.target))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  window.addEventListener('click', event => {
    const at = selector => event.target.closest?.(selector);
    const question = at('[data-question]');
    // The form of a file is sent by its buttons, each another file.
    note(at('[data-file-form] :is(.modal-actions, .card-buttons) button:not([data-closes])')?.form);
    if (question && at('[data-question-keep]')) question.close();
    else if (question && at('[data-question-discard]')) {
      question.close();
      for (const field of fieldsOf(question.parentElement)) before.set(field, field.value);
      question.leave();
    } else {
      const close = at('dialog [data-closes]');
      if (!close || !asks(close.closest('dialog'), () => close.click())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });

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

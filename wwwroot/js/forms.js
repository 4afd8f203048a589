// What was typed and is not yet known to be kept on the server, in this tab for its person, secrets never. And the way to what is wrong.
(() => {
  const draftKey = (owner, path = location.pathname) => `portal.draft:${path}:${owner}`;
  const draftOf = owner => { try { return JSON.parse(sessionStorage.getItem(draftKey(owner)) ?? '{}'); } catch { return {}; } };
  const isSecret = field => field.type === 'password' || field.closest('[data-secret]');
  function saveDraft(form) {
    const values = draftOf(form.dataset.draft);
    // Rows that are no longer there are gone from the draft too.
    for (const part of form.querySelectorAll('[data-rows]')) {
      for (const name of Object.keys(values)) if (part.dataset.rows.split(' ').some(rows => name.startsWith(rows))) delete values[name];
    }
    for (const field of form.querySelectorAll('[name]')) {
      if (isSecret(field)) continue;
      if (field.type === 'radio') { if (field.checked) values[field.name] = field.value; }
      else if (field.type === 'checkbox') values[field.name] = field.checked ? 'true' : 'false';
      else values[field.name] = field.value;
    }
    try { sessionStorage.setItem(draftKey(form.dataset.draft), JSON.stringify(values)); } catch { /* not kept */ }
  }
  for (const kind of ['input', 'change']) {
    document.addEventListener(kind, event => { const form = event.target.closest?.('[data-draft]'); if (form) saveDraft(form); });
  }

  Object.assign(portal, {
    loadDraft: draftOf,
    saveDraft,
    clearDraft(owner, path) { try { sessionStorage.removeItem(draftKey(owner, path)); } catch { /* nothing was kept */ } },
    focusFirstError(form) {
      const field = (form ?? document).querySelector('[aria-invalid="true"], .field:has(> .field-error) input:not(:disabled)');
      field?.focus();
      field?.scrollIntoView({ block: 'center' });
    },
    // What was typed while the connection was away never reached the server: tell it once more.
    resend() {
      for (const field of document.querySelectorAll('[data-draft] [name]')) {
        if (field.type === 'radio' && !field.checked) continue;
        field.dispatchEvent(new Event(field.matches('select, [type=radio], [type=checkbox]') ? 'change' : 'input', { bubbles: true }));
      }
    },
  });
})();

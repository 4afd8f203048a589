// Files that a person takes away: drawings of the page, and files that come through the gateway straight to the browser.
(() => {
  const drawn = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'];

  function save(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // As wide as a drawing becomes where the page shows a list in its place.
  const unseen = 1100;

  // A copy that needs no style sheet: what the page computed becomes attributes.
  function standalone(svg) {
    const copy = svg.cloneNode(true);
    const [from, to] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
    from.forEach((element, index) => {
      const style = getComputedStyle(element), target = to[index];
      for (const name of drawn) target.setAttribute(name, style.getPropertyValue(name));
      for (const name of ['class', 'href', 'aria-current', 'role', 'aria-label']) target.removeAttribute(name);
    });
    const width = Math.round(svg.getBoundingClientRect().width) || unseen, height = svg.height.baseVal.value;
    const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    ground.setAttribute('width', width);
    ground.setAttribute('height', height);
    ground.setAttribute('fill', getComputedStyle(svg.closest('.card') ?? document.body).backgroundColor);
    copy.prepend(ground);
    copy.setAttribute('width', width);
    copy.setAttribute('height', height);
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  }

  async function saveDrawing(button) {
    const { text, width, height } = standalone(document.getElementById(button.dataset.saveDrawing));
    const name = `${button.dataset.name}.${button.dataset.format}`;
    if (button.dataset.format === 'svg') {
      save(new Blob([text], { type: 'image/svg+xml' }), name);
      return;
    }
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
    await image.decode();
    const canvas = document.createElement('canvas');
    const scale = 2;
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => save(blob, name), 'image/png');
  }

  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-save-drawing]');
    if (button) saveDrawing(button);
  });

  // ---- files that the cloud hands out or takes: they go between browser and gateway, never through the page's server
  const hex = buffer => [...new Uint8Array(buffer)].map(b => b.toString(16).padStart(2, '0')).join('');

  function nameIn(disposition) {
    const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
    const name = encoded ? decodeURIComponent(encoded) : /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? 'download.zip';
    return name.replace(/^.*[\\/]/, '');
  }

  // The first file of a kind inside of a zip, as text.
  async function readZipped(bytes, ending) {
    const view = new DataView(bytes);
    let end = bytes.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return null;
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      const [method, size, nameLength, start] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
      const name = new TextDecoder().decode(new Uint8Array(bytes, at + 46, nameLength));
      if (name.endsWith(ending)) {
        const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
        const packed = new Blob([new Uint8Array(bytes, from, size)]);
        return method === 0 ? packed.text() : new Response(packed.stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
      }
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return null;
  }

  window.portalFiles = {
    saveText(name, type, text) { save(new Blob([text], { type }), name); },
    // request: method, url, key, reason, json, inputId, fileNeeded, mostBytes, save, preview (ending of the file to show)
    async call(request) {
      const headers = { 'X-CSRF': '1' };
      if (request.key) headers['Idempotency-Key'] = request.key;
      if (request.reason) headers['X-Reason'] = encodeURIComponent(request.reason);
      let body;
      if (request.json) {
        headers['Content-Type'] = 'application/json';
        body = request.json;
      }
      const file = request.inputId ? document.getElementById(request.inputId)?.files[0] : null;
      if (!file && request.fileNeeded) return { fault: 'rule.file' };
      if (file) {
        if (!file.name.toLowerCase().endsWith('.zip')) return { fault: 'rule.zip' };
        if (file.size > request.mostBytes) return { fault: 'rule.tooLarge' };
        body = new FormData();
        body.append('file', file, file.name);
      }
      try {
        const answer = await fetch(request.url, { method: request.method, headers, body, credentials: 'same-origin' });
        const result = { status: answer.status, auditId: answer.headers.get('X-Audit-Id'), retryAfter: Number(answer.headers.get('Retry-After')) || null };
        if (!answer.ok || /json|html/.test(answer.headers.get('Content-Type') ?? '')) return { ...result, body: await answer.text() };
        const bytes = await answer.arrayBuffer();
        result.name = nameIn(answer.headers.get('Content-Disposition'));
        result.size = bytes.byteLength;
        // The browser offers hashing on secure origins only; the audit record has the hash in any case.
        result.sha256 = crypto.subtle ? hex(await crypto.subtle.digest('SHA-256', bytes)) : null;
        if (request.preview) result.preview = await readZipped(bytes, request.preview);
        if (request.save) save(new Blob([bytes], { type: 'application/zip' }), result.name);
        return result;
      } catch {
        return { status: 0 };
      }
    },
  };
})();

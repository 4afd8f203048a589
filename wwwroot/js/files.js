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

  // A copy that needs no style sheet: what the page computed becomes attributes.
  function standalone(svg) {
    const copy = svg.cloneNode(true);
    const [from, to] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
    from.forEach((element, index) => {
      const style = getComputedStyle(element), target = to[index];
      for (const name of drawn) target.setAttribute(name, style.getPropertyValue(name));
      for (const name of ['class', 'href', 'aria-current', 'role', 'aria-label']) target.removeAttribute(name);
    });
    const { width, height } = svg.viewBox.baseVal;
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
})();

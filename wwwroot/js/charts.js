// The crosshair of charts: one for all charts of a group, moved by pointer or arrow keys, with the values at its time.
(() => {
  const svg = 'http://www.w3.org/2000/svg';
  const state = new WeakMap();

  const groupOf = element => element.closest('[data-charts]');
  const stops = group => (group.dataset.times ? group.dataset.times.split('|') : []).map(stop => {
    const cut = stop.indexOf('~');
    return { x: Number(stop.slice(0, cut)), text: stop.slice(cut + 1) };
  });

  function values(holder) {
    return holder.dataset.values.split('|').map(value => {
      const cut = value.indexOf('~');
      return cut < 0 ? null : { y: Number(value.slice(0, cut)), text: value.slice(cut + 1) };
    });
  }

  function mark(cross, name, attributes) {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    cross.append(element);
  }

  function show(group, index) {
    const times = stops(group);
    if (!times.length) { hide(group); return; }
    const at = Math.min(times.length - 1, Math.max(0, index));
    const stop = times[at], x = `${stop.x * 100}%`;
    state.set(group, at);
    group.dataset.crossed = 'true';
    for (const chart of group.querySelectorAll('figure')) {
      const cross = chart.querySelector('[data-cross]');
      cross.replaceChildren();
      mark(cross, 'line', { class: 'chart-hair', x1: x, x2: x, y1: '0', y2: '100%' });
      const said = [];
      for (const holder of chart.querySelectorAll('[data-cross-value]')) {
        const value = values(holder)[at];
        holder.textContent = value ? value.text : '–';
        said.push(`${holder.closest('li').querySelector('.chart-name').textContent} ${holder.textContent}`);
        if (value) mark(cross, 'circle', { class: `chart-dot ${holder.dataset.look}`, cx: x, cy: `${value.y * 100}%`, r: '4' });
      }
      chart.querySelector('[data-cross-time]').textContent = stop.text;
      const plot = chart.querySelector('[data-plot]');
      plot.setAttribute('aria-valuenow', at);
      plot.setAttribute('aria-valuetext', `${stop.text}: ${said.join(', ')}`);
    }
  }

  function hide(group) {
    state.delete(group);
    delete group.dataset.crossed;
    for (const cross of group.querySelectorAll('[data-cross], [data-cross-time], [data-cross-value]')) cross.replaceChildren();
  }

  function point(event) {
    const plot = event.target.closest?.('[data-plot]');
    if (!plot) return;
    const area = plot.querySelector('.chart-lines').getBoundingClientRect();
    const x = (event.clientX - area.left) / area.width;
    const group = groupOf(plot), times = stops(group);
    let nearest = 0;
    for (let i = 1; i < times.length; i++) if (Math.abs(times[i].x - x) < Math.abs(times[nearest].x - x)) nearest = i;
    show(group, nearest);
  }
  document.addEventListener('pointermove', point);
  document.addEventListener('pointerdown', point);
  document.addEventListener('pointerout', event => {
    const plot = event.target.closest?.('[data-plot]');
    if (plot && !plot.contains(event.relatedTarget) && plot !== document.activeElement) hide(groupOf(plot));
  });

  document.addEventListener('focusin', event => {
    if (!event.target.matches?.('[data-plot]')) return;
    const group = groupOf(event.target);
    show(group, state.get(group) ?? stops(group).length - 1);
  });
  document.addEventListener('focusout', event => {
    if (event.target.matches?.('[data-plot]') && !event.relatedTarget?.matches?.('[data-plot]')) hide(groupOf(event.target));
  });

  const moves = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
  document.addEventListener('keydown', event => {
    if (!event.target.matches?.('[data-plot]') || event.ctrlKey || event.altKey || event.metaKey) return;
    const group = groupOf(event.target), last = stops(group).length - 1;
    if (event.key === 'Escape') { hide(group); return; }
    if (!(event.key in moves) || last < 0) return;
    event.preventDefault();
    show(group, Math.min(last, Math.max(0, (state.get(group) ?? last) + moves[event.key])));
  });

  // New points came while the crosshair stands: it stays at its time, or goes if that is no longer shown.
  new MutationObserver(changes => {
    for (const group of new Set(changes.map(c => groupOf(c.target)).filter(Boolean))) {
      const at = state.get(group);
      if (at === undefined) continue;
      const text = group.querySelector('[data-cross-time]')?.textContent;
      const now = stops(group).findIndex(stop => stop.text === text);
      if (now < 0) hide(group); else show(group, now);
    }
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-times', 'data-values'] });
})();

import {html, render, nothing} from 'lit';
import {number, percent} from '/web/play-draw.js';
import {curves} from '/web/play-curves.js';
import {course, decadesOf, profile, rangeOf, small} from '/web/run-charts.js';
import {draw, isShare, legend, level, scaleOf} from '/web/run-heat.js';

// The page of a run, and of another beside it. The query of the address is the state of the view; what is
// shown is asked for anew when the server says that there is more.

const main = document.getElementById('main');
const QUANTITIES = {
  'delta': ['gradient δ', 'rms of ∂loss/∂z: does the error reach this layer?'],
  'activation': ['activation', 'rms of the output: does the signal reach this layer?'],
  'update-ratio': ['update ratio', 'rms of the updates over that of the weights: does it learn? About 1e-3 is usual.'],
  'dead': ['dead units', 'share of units that passed no gradient for any row of an epoch.'],
  'saturated': ['saturated units', 'share of (row, unit) pairs on a flat end of the activation.'],
};
const COLUMNS = 300;
const STATIC = 1000;

const view = {quantity: 'delta', from: 1, to: 0, layer: '', beside: '', cell: null};
/** The run of the page and that beside it, each {name, head, heat, course, layers, now, source}. */
let sides = [];
let others = [];
let drawer = null;
let problem = '';
let told = '';
let dragged = null;
let asking = false;
let again = false;

const address = name => `/api/runs/${encodeURIComponent(name)}`;

async function ask(path) {
  const response = await fetch(path);
  if (response.status === 403) throw new Error('this page is no longer let in: open the link that plumb serve printed');
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const last = () => Math.max(1, ...sides.map(side => side.head?.last ?? 1));
const span = () => ({from: Math.min(view.from, last()), to: view.to || last()});

function readAddress() {
  const query = new URLSearchParams(location.search);
  view.quantity = query.get('quantity') in QUANTITIES ? query.get('quantity') : 'delta';
  view.from = Math.max(1, Number(query.get('from')) || 1);
  view.to = Math.max(0, Number(query.get('to')) || 0);
  view.layer = query.get('layer') ?? '';
  view.beside = query.get('beside') ?? '';
}

function writeAddress() {
  const query = new URLSearchParams();
  if (view.quantity !== 'delta') query.set('quantity', view.quantity);
  if (view.from > 1) query.set('from', view.from);
  if (view.to) query.set('to', view.to);
  if (view.layer) query.set('layer', view.layer);
  if (view.beside) query.set('beside', view.beside);
  const text = query.toString();
  history.replaceState(null, '', text ? `?${text}` : location.pathname);
}

/** Opens the runs that the address names. */
async function open() {
  for (const side of sides) side.source?.close();
  const own = decodeURIComponent(location.pathname.split('/').at(-1));
  sides = [own, view.beside].filter(name => name).map(name => ({name}));
  show();
  try {
    await Promise.all(sides.map(async side => { side.head = await ask(address(side.name)); }));
    problem = '';
  } catch (error) {
    problem = error.message;
    show();
    return;
  }
  for (const side of sides) listen(side);
  others = (await ask('/api/runs')).runs.map(run => run.name).filter(name => name !== own);
  await refresh();
}

/** Hears of what is new; the browser itself tries again when the server is gone. */
function listen(side) {
  side.source = new EventSource(`${address(side.name)}/events`);
  side.source.addEventListener('step', event => {
    side.now = JSON.parse(event.data);
    side.head.last = side.now.steps;
    side.head.progress = side.now.progress;
    refresh();
  });
  const head = async () => {
    try {
      side.head = await ask(address(side.name));
      refresh();
    } catch (error) {
      problem = error.message;
      show();
    }
  };
  side.source.addEventListener('head', head);
  side.source.addEventListener('end', head);
  side.source.addEventListener('gone', () => {
    problem = `the folder of ${side.name} is gone`;
    side.source.close();
    show();
  });
  side.source.onopen = () => {
    if (side.lost) head();
    side.lost = false;
    show();
  };
  side.source.onerror = () => {
    side.lost = true;
    show();
  };
}

/** Asks for all that is drawn; one question at a time, and once more where something came meanwhile. */
async function refresh() {
  if (asking) { again = true; return; }
  asking = true;
  try {
    do {
      again = false;
      const {from, to} = span();
      const query = `from=${from}&to=${to}&columns=${COLUMNS}`;
      await Promise.all(sides.map(async side => {
        const path = address(side.name);
        [side.heat, side.course, side.layers] = await Promise.all([
          ask(`${path}/heatmap?quantity=${view.quantity}&${query}`),
          ask(`${path}/course?${query}`),
          ask(`${path}/layers?step=${view.to && view.to < last() ? view.to : 0}`)]);
      }));
      drawer = view.layer
        ? await ask(`${address(sides[0].name)}/layers/${encodeURIComponent(view.layer)}?${query}`)
        : null;
      show();
      if (again) await new Promise(done => setTimeout(done, STATIC));
    } while (again);
  } catch (error) {
    // A server that is gone is told by the event source.
    if (!sides.some(side => side.lost)) problem = error.message;
    show();
  } finally {
    asking = false;
  }
}

function change(values) {
  Object.assign(view, values);
  writeAddress();
  refresh();
}

function choose(layer) {
  const before = document.activeElement;
  change({layer});
  if (layer) drawerFrom = before;
}
let drawerFrom = null;

function leave() {
  change({layer: ''});
  drawer = null;
  show();
  (drawerFrom ?? document.querySelector('.heat .frame'))?.focus();
}

/* The heatmap: pointer and keys. */

function cellAt(side, event) {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (at, size) => Math.min(.9999, Math.max(0, at / size));
  return {
    column: Math.floor(share(event.clientX - box.left, box.width) * side.heat.steps.length),
    row: Math.floor(share(event.clientY - box.top, box.height) * side.heat.layers.length),
  };
}

const stepOf = (side, column) => side.heat.steps[column] ?? 1;

function point(side, event) {
  if (!side.heat?.steps.length) return;
  view.cell = cellAt(side, event);
  if (dragged) dragged.end = view.cell.column;
  show();
}

function press(side, event) {
  if (!side.heat?.steps.length || event.button !== 0) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  const {column} = cellAt(side, event);
  dragged = {side, start: column, end: column};
}

function release(side, event) {
  if (!dragged) return;
  const [a, b] = [dragged.start, dragged.end].sort((x, y) => x - y);
  dragged = null;
  if (b - a < 2) {
    const {row} = cellAt(side, event);
    choose(side.head.layers[side.heat.layers.length - 1 - row].index);
  } else {
    const end = b + 1 < side.heat.steps.length ? stepOf(side, b + 1) - 1 : 0;
    change({from: stepOf(side, a), to: end});
  }
}

const MOVES = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
  PageUp: [-10, 0], PageDown: [10, 0]};

function key(side, event) {
  const rows = side.heat?.layers.length ?? 0;
  const columns = side.heat?.steps.length ?? 0;
  if (!rows || !columns) return;
  const cell = view.cell ?? {row: 0, column: columns - 1};
  if (event.key in MOVES) {
    const [down, right] = MOVES[event.key];
    const keep = (value, size) => Math.min(size - 1, Math.max(0, value));
    const column = keep(cell.column + right * (event.shiftKey ? 10 : 1), columns);
    view.cell = {row: keep(cell.row + down, rows), column};
  } else if (event.key === 'Enter') {
    choose(side.head.layers[rows - 1 - cell.row].index);
  } else if (event.key === '[') {
    change({from: stepOf(side, cell.column)});
  } else if (event.key === ']') {
    change({to: stepOf(side, cell.column)});
  } else if (event.key === '0') {
    change({from: 1, to: 0});
  } else {
    return;
  }
  event.preventDefault();
  told = readout(side);
  show();
}

function value(quantity, v) {
  if (v === null || v === undefined) return 'nothing';
  return isShare(quantity) ? percent(v) : number(v);
}

function readout(side) {
  if (!view.cell || !side.heat?.steps.length) return '';
  const {row, column} = view.cell;
  const l = side.heat.layers.length - 1 - row;
  const layer = side.heat.layers[l];
  if (!layer || column >= side.heat.steps.length) return '';
  const end = (side.heat.steps[column + 1] ?? span().to + 1) - 1;
  const start = stepOf(side, column);
  const q = side.heat.quantity;
  const {index, text} = side.head.layers[l];
  const steps = end > start ? `steps ${start} to ${end}` : `step ${start}`;
  const range = layer.least[column] === layer.most[column] ? ''
    : `, from ${value(q, layer.least[column])} to ${value(q, layer.most[column])}`;
  return `layer ${index}, ${text}, ${steps}: ${QUANTITIES[q][0]} ${value(q, layer.mean[column])}${range}`;
}

/* The panels. */

const verdict = side => {
  const {head} = side;
  const running = head.state === 'running';
  const word = head.headline?.word ?? (running ? 'Running' : head.state);
  const planned = head.progress?.planned;
  return html`<div class="verdict ${head.headline?.mood ?? ''}">
    <h2>${word}${side.lost ? ' – the server is gone; this page tries again by itself' : ''}</h2>
    <p class="soft">${head.verb} · ${head.state}${planned || head.last
      ? ` · step ${head.last}${planned ? ` of ${planned}` : ''}` : ''}</p>
    ${(head.headline?.sentences ?? []).map(s => html`<p>${s}</p>`)}
    ${head.change?.length ? html`<p>Changed: ${head.change.join(', ')}.</p>` : nothing}
    ${findings(head)}
    ${head.notes.map(note => html`<p>${note.text}.</p>`)}
    ${head.empty.map(e => html`<p class="problem">${e.why}</p>`)}</div>`;
};

function found(head) {
  return head.findings ?? head.found.map(text => JSON.parse(text));
}

function findings(head) {
  const all = found(head);
  if (!all.length) {
    return head.headline ? nothing
      : html`<p class="soft">No finding yet: they are looked for at the end of an epoch, ten times in a
        training.</p>`;
  }
  return html`<ul class="findings">${all.map(f => html`<li><b>${f.severity}</b> ${f.id}:
    ${f.summary}</li>`)}</ul>`;
}

const named = (side, content) => html`<div>
  ${sides.length > 1 ? html`<h3>${side.name}</h3>` : nothing}${content}</div>`;
const both = content => html`<div class="sides of-${sides.length}">${sides.map(side =>
  named(side, content(side)))}</div>`;

const heatmap = () => html`<section class="whole" aria-labelledby="heat-title">
  <h2 id="heat-title">Every layer over the training: ${QUANTITIES[view.quantity][0]}</h2>
  <p class="why">${QUANTITIES[view.quantity][1]} Drag over steps to look closer, click a layer to open
    it. With keys: arrows move, Enter opens the layer, [ and ] set the first and the last step, 0 shows
    all. The table of the layers below has the same numbers.</p>
  ${both(side => html`<div class="heat">
    <div class="ends"><span>output</span><span>layer ${side.head?.layers[0]?.index ?? ''}</span></div>
    <div class="frame" tabindex="0" role="application"
      aria-label="Heatmap of ${side.name}: ${side.heat?.layers.length ?? 0} layers over steps
        ${span().from} to ${span().to}. ${readout(side)}"
      @pointermove=${e => point(side, e)} @pointerdown=${e => press(side, e)}
      @pointerup=${e => release(side, e)} @pointerleave=${() => { if (!dragged) { view.cell = null; show(); } }}
      @keydown=${e => key(side, e)}>
      <canvas data-side=${side.name}></canvas>
      <div class="brush" hidden></div><div class="cell" hidden></div></div>
    <div class="across"><span>step ${span().from}</span><span>${span().to}</span></div></div>
    <p class="readout">${readout(side) || html`<span class="soft">${side.heat?.steps.length
      ? 'Point at a cell, or move to it with the arrow keys.' : why(side)}</span>`}</p>`)}
  <div class="legend"><span class="low"></span><canvas class="scale" aria-hidden="true"></canvas>
    <span class="high"></span><span>gray: nothing measured</span></div></section>`;

const why = side => side.head?.empty[0]?.why
  ?? (view.quantity === 'dead' ? 'Dead units are counted at the end of an epoch.'
    : 'Nothing is here for these steps yet.');

function profiles() {
  const lines = sides.flatMap((side, i) => {
    const now = side.layers?.layers ?? [];
    const style = i ? 'before' : 'after';
    const of = sides.length > 1 ? ` of ${side.name}` : '';
    const first = {name: `the first steps${of}`, style: `late ${style}`, values: side.head?.profile ?? []};
    const expected = now.some(l => l.expectedDelta > 0)
      ? now.map(l => l.expectedDelta) : side.head?.expected ?? [];
    const found = [{name: `what theory expects${of}`, style: 'expected', values: expected},
      {name: `step ${side.layers?.step ?? 0}${of}`, style, values: now.map(l => l.delta)}];
    if (!now.some(l => l.delta > 0) && first.values.length) found[1] = {...first, style};
    if (side.head?.repairedProfile?.length) {
      found.push({name: `repaired${of}`, style: 'after', values: side.head.repairedProfile});
      found[1].style = 'before';
    }
    return found.filter(l => l.values.some(v => v > 0));
  });
  const scale = decadesOf(lines.flatMap(l => l.values));
  const sentence = lines.filter(l => l.style !== 'expected').map(l => {
    const first = l.values.find(v => v > 0);
    const end = l.values.findLast((v, i) => v > 0 && i < l.values.length - 1) ?? first;
    return `${l.name}: δ is ${number(end)} in the last hidden layer and ${number(first)} in the first`;
  }).join('; ');
  return html`<section aria-labelledby="profile-title"><h2 id="profile-title">The gradient now</h2>
    <p class="why">rms of δ in each layer: a line that falls to the left is a gradient that vanishes.</p>
    ${lines.length ? html`${profile(lines, scale, sentence)}
      <ul class="key">${lines.map(l => html`<li><i class=${l.style}></i>${l.name}</li>`)}</ul>`
      : html`<p class="soft">${sides[0]?.head ? why(sides[0]) : ''}</p>`}</section>`;
}

function courses() {
  const losses = rangeOf(sides.flatMap(s => [...(s.course?.least ?? []), ...(s.course?.most ?? [])]));
  const metrics = rangeOf(sides.flatMap(s => (s.course?.epochs ?? []).map(e => e.metric)));
  return html`<section class=${sides.length > 1 ? 'whole' : nothing} aria-labelledby="course-title"><h2 id="course-title">Loss and metric</h2>
    <p class="why">The loss on the batches, with its extremes, and the metric on the validation rows behind
      each epoch; ! marks a finding, ↻ a repair.</p>
    ${both(side => side.course?.steps.length
      ? course(side.course, span(), losses, metrics, marks(side.head), side.head.metricName,
        `Loss of ${side.name}: ${number(side.course.mean[0])} at first, ${number(side.course.mean.at(-1))} at step ${span().to}; metric ${number(side.course.epochs.at(-1)?.metric)}`)
      : html`<p class="soft">${side.head ? why(side) : ''}</p>`)}
    <details><summary>As a table</summary>${both(side => html`<div class="wide" tabindex="0" role="region" aria-label="Table of the epochs of ${side.name}"><table>
      <thead><tr><th scope="col" class="n">epoch</th><th scope="col" class="n">step</th>
      <th scope="col" class="n">validation loss</th><th scope="col" class="n">metric</th></tr></thead>
      <tbody>${(side.course?.epochs ?? []).slice(-50).map(e => html`<tr><th scope="row" class="n">${e.epoch}
      </th><td class="n">${e.step}</td><td class="n">${number(e.loss)}</td>
      <td class="n">${number(e.metric)}</td></tr>`)}</tbody></table></div>`)}</details></section>`;
}

const marks = head => [
  ...found(head).filter(f => f.firstStep > 0 && f.severity !== 'info')
    .map(f => ({step: f.firstStep, kind: 'finding', text: `${f.severity}: ${f.id}`})),
  ...head.notes.map(n => ({step: n.step, kind: 'repair', text: n.text}))];

const CELLS = ['delta', 'activation', 'slope', 'update-ratio'];
const SHARES = ['dead', 'saturated'];

const table = () => html`<section class="whole" aria-labelledby="table-title">
  <h2 id="table-title">The layers at step ${sides[0]?.layers?.step ?? '–'}</h2>
  <p class="why">What the heatmap shows, as numbers; the last two columns are decades (powers of ten) that
    the gradient gained or lost on its way into the layer.</p>
  ${both(side => html`<div class="wide" tabindex="0" role="region" aria-label="Table of the layers of ${side.name}"><table class="layers">
    <thead><tr><th scope="col">layer</th><th scope="col">what it is</th>
      <th scope="col" class="n">rms(δ)</th><th scope="col" class="n">rms(y)</th>
      <th scope="col" class="n">slope</th><th scope="col" class="n">update ratio</th>
      <th scope="col" class="n">dead</th><th scope="col" class="n">saturated</th>
      <th scope="col" class="n">from above</th><th scope="col" class="n">by its slope</th></tr></thead>
    <tbody>${(side.layers?.layers ?? []).toReversed().map(l => html`<tr
      class=${side === sides[0] && l.index === view.layer ? 'here' : ''}>
      <th scope="row">${side === sides[0] ? html`<button @click=${() => choose(l.index)}
        aria-label="Open layer ${l.index}">${l.index}</button>` : l.index}</th><td>${l.text}</td>
      ${CELLS.map(q => html`<td class="n">${number(l[q])}</td>`)}
      ${SHARES.map(q => html`<td class="n">${percent(l[q])}</td>`)}
      <td class="n">${number(l.aboveDecades)}</td><td class="n">${number(l.slopeDecades)}</td>
      </tr>`)}</tbody></table></div>`)}</section>`;

function layer() {
  if (!drawer) return nothing;
  const now = sides[0].layers?.layers.find(l => l.index === drawer.index) ?? {};
  const spread = drawer.spreads.at(-1);
  const sums = spread && {...spread, counts: JSON.parse(spread.counts)};
  return html`<section class="whole drawer" aria-labelledby="layer-title" @keydown=${e => {
    if (e.key === 'Escape') leave(); }}>
    <header><h2 id="layer-title" tabindex="-1">Layer ${drawer.index}: ${drawer.text}</h2>
      <button class="close" @click=${leave}>Close (Esc)</button></header>
    ${drawer.curve ? curves([drawer.curve], {...now, sums, saturated: now.saturated, zero: now.zero},
        `layer ${drawer.index}`, drawer.curve.name)
      : html`<p class="soft">It has no activation of its own that could be drawn.</p>`}
    ${sums ? html`<p class="why">Counted at step ${spread.step}: mean ${number(spread.mean)}, standard
      deviation ${number(spread.deviation)}.</p>` : nothing}
    <div class="courses">${drawer.courses.filter(c => c.mean.some(v => v)).map(c =>
      small(COURSES[c.name] ?? QUANTITIES[c.name][0], c, c.name.endsWith('-decades')))}</div></section>`;
}

const COURSES = {'weight': 'weights', 'slope-decades': 'decades by its slope',
  'above-decades': 'decades from above'};

const size = bytes => bytes > 0 ? `${(bytes / 2 ** 20).toFixed(0)} MiB` : '–';

const system = () => html`<section class="whole" aria-labelledby="system-title">
  <h2 id="system-title">How fast it is</h2>
  ${both(({head}) => html`<dl class="system">
    <div><dt>rows a second</dt><dd>${number(head?.progress?.rowsASecond ?? head?.rowsASecond)}</dd></div>
    <div><dt>measuring takes</dt><dd>${head?.progress?.probeShare === null ||
      head?.progress?.probeShare === undefined ? '– (told after 1000 steps)'
      : `${(100 * head.progress.probeShare).toFixed(1)} % of the time`}</dd></div>
    <div><dt>memory in use</dt><dd>${size(head?.progress?.memory)}</dd></div>
    ${head?.seconds ? html`<div><dt>training took</dt><dd>${number(head.seconds)} s</dd></div>` : nothing}
    </dl>`)}</section>`;

const controls = () => html`<div class="controls">
  <label>Show<select class="quantity" @change=${e => change({quantity: e.target.value})}>
    ${Object.entries(QUANTITIES).map(([id, [name]]) => html`<option value=${id}
      ?selected=${id === view.quantity}>${name}</option>`)}</select></label>
  <label>From step ${span().from}<input type="range" class="from" min="1" max=${last()}
    .value=${String(span().from)} @change=${e => change({from: Math.min(+e.target.value, span().to)})}></label>
  <label>To step ${span().to}<input type="range" class="to" min="1" max=${last()}
    .value=${String(span().to)} @change=${e => change({to: +e.target.value >= last() ? 0
      : Math.max(+e.target.value, span().from)})}></label>
  <button class="all" @click=${() => change({from: 1, to: 0})}>All steps</button>
  <label>Beside it<select class="beside" @change=${e => { view.beside = e.target.value; writeAddress(); open(); }}>
    <option value="">no other run</option>${others.map(name => html`<option value=${name}
      ?selected=${name === view.beside}>${name}</option>`)}</select></label></div>`;

function show() {
  document.title = `${sides.map(side => side.name).join(' and ')} · plumb`;
  const ready = sides.length > 0 && sides.every(side => side.head);
  render(html`<h1>${sides[0]?.name ?? 'Run'}</h1>
    ${problem ? html`<p class="problem" role="alert">${problem}. <a href="/">All runs</a></p>` : nothing}
    <p class="told" role="status">${told}</p>
    ${!ready ? (problem ? nothing : html`<p>Reading the run …</p>`) : html`
      <div class="sides of-${sides.length}">${sides.map(side => named(side, verdict(side)))}</div>
      ${controls()}
      <div class="panels">${heatmap()}${layer()}${profiles()}${courses()}${table()}${system()}</div>`}`, main);
  if (ready) requestAnimationFrame(paint);
}

/** What only scripts can draw: pictures, and where the pointer and the brush are. */
function paint() {
  const heats = sides.map(side => side.heat).filter(heat => heat);
  if (!heats.length) return;
  const scale = scaleOf(heats);
  document.querySelectorAll('.heat').forEach((box, i) => {
    const {heat} = sides[i];
    if (!heat) return;
    const frame = box.querySelector('.frame');
    box.style.setProperty('--rows', heat.layers.length);
    const canvas = box.querySelector('canvas');
    if (canvas.drawn !== heat || canvas.scaled !== `${scale.low} ${scale.high}`) {
      draw(canvas, heat, scale);
      canvas.drawn = heat;
      canvas.dataset.drawn = heat.last;
      canvas.scaled = `${scale.low} ${scale.high}`;
    }
    place(frame, heat, sides[i]);
  });
  legend(document.querySelector('.scale'), scale);
  const text = d => isShare(view.quantity) ? percent(d) : number(10 ** d);
  document.querySelector('.legend .low').textContent = text(scale.low);
  document.querySelector('.legend .high').textContent = text(scale.high);
}

function place(frame, heat, side) {
  const cell = frame.querySelector('.cell');
  const brush = frame.querySelector('.brush');
  const columns = heat.steps.length;
  cell.hidden = !view.cell || !columns;
  brush.hidden = !dragged || dragged.side !== side;
  if (!cell.hidden) {
    Object.assign(cell.style, {left: `${100 * view.cell.column / columns}%`, width: `${100 / columns}%`,
      top: `${100 * view.cell.row / heat.layers.length}%`, height: `${100 / heat.layers.length}%`});
  }
  if (!brush.hidden) {
    const [a, b] = [dragged.start, dragged.end].sort((x, y) => x - y);
    Object.assign(brush.style, {left: `${100 * a / columns}%`, width: `${100 * (b + 1 - a) / columns}%`});
  }
}

addEventListener('popstate', () => { readAddress(); open(); });
readAddress();
open();

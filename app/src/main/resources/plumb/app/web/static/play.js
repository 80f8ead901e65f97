import {html, svg, render, nothing, noChange} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {bytes, forget, number, percent, surface, units} from '/web/play-draw.js';
import {curves} from '/web/play-curves.js';
import {gradient} from '/web/play-gradient.js';

// The playground: the query of the address is the state, the server says what it means. Each control
// puts its text under a key of the query; each frame is asked for when the last one is drawn.

const main = document.getElementById('main');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const SPEEDS = [1, 2, 5, 10, 50];
const MOST_POINTS = 80;

let desk = null;
let frame = null;
let problem = '';
let playing = false;
let speed = 2;
let rate = 0;
let drawing = '';
let cursor = [0, 0];
let shown = {network: 0, layer: 0};
let losses = [];
let repair = null;
let copied = '';
const walks = [{at: -1, sending: 0}, {at: -1, sending: 0}];
let asked = null;
/** What was asked for last, whether it is answered yet or not. */
let wanted = '';
let version = 0;
let settled = 0;

async function ask(path, method = 'POST') {
  const response = await fetch(path, {method});
  if (response.status === 204) return {};
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), {status: response.status});
  return answer;
}

/** Begins the training of a query; of several asked for at once only the last counts. */
async function open(query, {keep = false, push = false} = {}) {
  const mine = ++version;
  wanted = String(query);
  try {
    const answer = await ask(`/api/play?${query}`);
    if (mine !== version) { leave(answer.session); return; }
    if (desk) leave(desk.session);
    desk = answer;
    problem = '';
    losses = [];
    copied = '';
    if (!keep) { repair = null; playing = false; }
    for (const walk of walks) stop(walk);
    if (shown.network >= desk.networks.length) shown = {network: 0, layer: 0};
    const last = desk.networks[shown.network].layers.length - 1;
    shown.layer = Math.min(shown.layer, Math.max(0, last - 1));
    const address = desk.query ? `?${desk.query}` : location.pathname;
    if (push) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    take(await ask(`/api/play/sessions/${desk.session}?steps=0`));
  } catch (error) {
    if (mine === version) problem = error.message;
  }
  if (mine === version) {
    wanted = desk?.query ?? '';
    settled = mine;
  }
  draw();
}

function leave(session) {
  fetch(`/api/play/sessions/${session}`, {method: 'DELETE', keepalive: true});
}

/** Changes one key; the server answers with what the whole is then. */
function set(key, text) {
  const query = new URLSearchParams(wanted);
  query.set(key, text);
  open(query, {keep: true});
}

function take(next) {
  frame = next;
  for (const network of frame.networks) {
    // Behind a slope of 0 there are no factors.
    if (network.cut) {
      network.way = network.way.filter(stage => stage.layer > network.cut.layer
        || (stage.layer === network.cut.layer && stage.cause !== 'slope'));
      network.way.push({...network.cut, cause: 'slope', factor: 0, product: 0});
    }
  }
  const step = Math.max(...frame.networks.map(n => n.step));
  if (losses.at(-1)?.step !== step)
    losses.push({step, values: frame.networks.map(n => n.loss)});
  if (losses.length > 2 * MOST_POINTS) losses = losses.filter((_, i) => i % 2 === 0);
  if (frame.ended) playing = false;
}

/** Asks for steps of this training, and takes the frame unless another has begun meanwhile. */
async function advance(steps, extra = '') {
  const session = desk.session;
  try {
    const next = await ask(`/api/play/sessions/${session}?steps=${steps}${extra}`);
    if (session === desk.session) take(next);
  } catch (error) {
    if (session !== desk.session) return;
    playing = false;
    if (error.status === 410) await open(desk.query);
    else problem = error.message;
  }
}

/** Asks for the next frame while the last one is drawn, and for none before that is done. */
async function play() {
  playing = true;
  let since = performance.now();
  let frames = 0;
  while (playing) {
    const next = advance(speed);
    await new Promise(requestAnimationFrame);
    now();
    await next;
    frames++;
    const time = performance.now();
    if (time - since > 1000) {
      rate = frames * 1000 / (time - since);
      since = time;
      frames = 0;
    }
  }
  draw();
}

async function toggle() {
  if (playing) { playing = false; draw(); return; }
  if (frame.ended) await open(desk.query);
  play();
}

async function one() {
  playing = false;
  await advance(1);
  draw();
}

function stop(walk) {
  clearInterval(walk.sending);
  walk.sending = 0;
  walk.at = -1;
}

/** Sends a gradient: all at once where motion is not wanted, else a factor at a time. */
function walker(n) {
  const walk = walks[n];
  const way = () => frame.networks[n].way;
  const at = () => walk.at < 0 ? way().length : walk.at;
  const end = () => { clearInterval(walk.sending); walk.sending = 0; };
  return {
    send() {
      if (walk.sending) { end(); draw(); return; }
      playing = false;
      walk.at = still.matches ? way().length : 0;
      if (!still.matches) {
        walk.sending = setInterval(() => {
          walk.at = Math.min(way().length, walk.at + 1);
          if (walk.at === way().length) end();
          draw();
        }, Math.max(60, Math.min(450, 9000 / way().length)));
      }
      draw();
    },
    back() { end(); playing = false; walk.at = Math.max(0, at() - 1); draw(); },
    forth() { end(); playing = false; walk.at = Math.min(way().length, at() + 1); draw(); },
  };
}

async function mend(n) {
  playing = false;
  repair = {network: n + 1, stages: [], result: null};
  draw();
  try {
    const response = await fetch(`/api/play/repair/${n + 1}?${desk.query}`, {method: 'POST'});
    if (!response.ok) throw new Error((await response.json()).error);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {value, done} = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines.map(text => JSON.parse(text))) {
        if (line.stage) repair.stages.push(line.stage);
        else repair.result = line;
      }
      draw();
    }
  } catch (error) {
    problem = error.message;
    repair = null;
  }
  draw();
}

async function copy(what, text) {
  await navigator.clipboard.writeText(text).then(() => { copied = `${what} copied.`; },
    () => { copied = `The browser does not let ${what} be copied: it stands below.`; });
  draw();
}

/** Own points: those drawn so far, or none where the data are others. */
function points() {
  const data = new URLSearchParams(wanted).get('data') ?? '';
  return data.startsWith('points(')
    ? [...data.matchAll(/[ab]\([^)]*\)/g)].map(match => match[0])
    : [];
}

function place(x1, x2, of) {
  set('data', `points(${[...points(), `${of}(${+x1.toFixed(2)}, ${+x2.toFixed(2)})`].join(', ')})`);
}

const inside = ([u, v]) => [desk.plot.x1 + u * desk.plot.width,
  desk.plot.x2 + (1 - v) * desk.plot.width];

function point(event) {
  if (!drawing) return;
  const box = event.currentTarget.getBoundingClientRect();
  place(...inside([(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height]),
    drawing);
}

const MOVES = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

function key(event) {
  if (!drawing) return;
  const move = MOVES[event.key];
  if (move) {
    cursor = cursor.map((c, i) => Math.min(0.98, Math.max(0.02, c + move[i] / 20)));
  } else if (event.key === 'Enter' || event.key === ' ') {
    place(...inside(cursor), drawing);
  } else if (event.key === 'Backspace' || event.key === 'Delete') {
    remove();
  } else {
    return;
  }
  event.preventDefault();
  draw();
}

function remove() {
  const rest = points().slice(0, -1);
  if (rest.length) set('data', `points(${rest.join(', ')})`);
}

// What is seen

const control = prefix => c => {
  const id = `${prefix}${c.name}`;
  return html`<div class="control">
    <label for=${id}>${c.label}${c.slider ? html` <output>${c.now}</output>` : nothing}</label>
    ${c.slider
      ? html`<input id=${id} type="range" min="0" max=${c.stops.length - 1} .value=${settled === version ? String(c.at) : noChange}
          aria-describedby="${id}-why" aria-valuetext=${c.now}
          @input=${e => set(prefix + c.key, c.stops[e.target.value].text)}>`
      : html`<select id=${id} aria-describedby="${id}-why"
          @change=${e => set(prefix + c.key, e.target.value)}>
          ${c.stops.map((s, i) => html`<option value=${s.text}
            .selected=${settled === version ? i === c.at : noChange}>${s.label}</option>`)}</select>`}
    <small id="${id}-why">${c.why}</small></div>`;
};

const each = (list, prefix) => repeat(list, c => c.name, control(prefix));

const controls = () => html`<form class="controls" @submit=${e => e.preventDefault()}>
  <fieldset><legend>Data and length</legend>${each(desk.common, '')}
    ${own()}</fieldset>
  ${desk.networks.map((network, n) => html`<fieldset class="of-network">
    <legend>${desk.networks.length > 1 ? `Network ${n + 1}` : 'Network'}</legend>
    ${each(network.controls, n ? '2.' : '')}</fieldset>`)}
  <p><button type="button" @click=${() => set('networks', desk.networks.length > 1 ? 1 : 2)}>
    ${desk.networks.length > 1 ? 'Take the second network away' : 'Put a second network beside it'}
  </button></p></form>`;

const own = () => html`<div class="control" role="group" aria-labelledby="own-label">
  <span id="own-label">Own points</span>
  <span class="choice">${[['', 'off'], ['a', 'blue'], ['b', 'orange']].map(([of, label]) => html`
    <label><input type="radio" name="draw" value=${of} .checked=${drawing === of}
      @change=${() => { drawing = of; draw(); }}> ${label}</label>`)}</span>
  <button type="button" @click=${remove} ?disabled=${points().length < 2}>Remove the last</button>
  <small>Click into the plane, or focus it: arrows move, Enter sets a point, Backspace takes the
    last away.</small></div>`;

const progress = () => frame.exercise && html`<p
  class="progress ${frame.exercise.reached ? 'reached' : ''}">${
    frame.exercise.reached ? '✓ Done. ' : '○ '}${frame.exercise.sentence}</p>`;

/** What a screen reader is told: not each picture, but what has come to rest. */
const told = () => playing ? 'Training.' : `${frame.exercise?.reached ? 'Done. ' : ''}Step ${
  frame.networks[0].step} of ${desk.steps}. ${frame.networks.map((n, i) => `Network ${i + 1}: loss ${
  number(n.loss)}, ${percent(n.accuracy)} right, ${number(n.left)} of the gradient left in layer 1.`)
  .join(' ')}`;

const link = (e, text) => html`<a href="?${e.query}" @click=${event => go(event, e.query)}
  aria-current=${desk.exercise?.id === e.id ? 'step' : nothing}>${text ?? e.title}</a>`;

function go(event, query) {
  event.preventDefault();
  open(query, {push: true}).then(() => {
    now();
    document.getElementById('task')?.focus();
  });
}

const exercise = () => {
  const e = desk.exercise;
  return html`<section class="exercise" aria-label="Lessons and missions">
    ${e ? nothing : html`<p>This network is trained on this machine, step by step, when you press Play.
      Change it on the left and see what becomes of its gradient.
      New here? ${link(desk.lessons[0], 'Begin with lesson 1')}, or break a network:
      ${link(desk.missions[0])}.</p>`}
    <details class="paths"><summary>All lessons and missions</summary>
      <div class="two"><div><h2>The path of a class</h2><ol>${desk.lessons.map(l =>
        html`<li>${link(l)}</li>`)}</ol></div>
      <div><h2>Missions</h2><ul>${desk.missions.map(m => html`<li>${link(m)}</li>`)}</ul></div></div>
    </details>
    ${e ? html`<h2 id="task" tabindex="-1">${e.mission ? 'Mission' : `Lesson ${
        1 + desk.lessons.findIndex(l => l.id === e.id)} of ${desk.lessons.length}`}: ${e.title}</h2>
      <p class="text">${e.text}</p><p class="todo"><b>${e.todo}</b></p>${progress()}
      <p class="next">${e.before ? link(e.before, '◂ Before') : nothing}
        ${link(e, 'Start again')} ${e.behind ? link(e.behind, `Next: ${e.behind.title} ▸`) : nothing}
      </p>` : nothing}</section>`;
};

const run = () => html`<div class="run" role="group" aria-label="Training">
  <button class="main" @click=${toggle}>${playing ? '❚❚ Pause' : frame.ended ? '↻ Play again' : '▶ Play'}
  </button>
  <button @click=${one} ?disabled=${frame.ended}>One step</button>
  <button @click=${() => open(desk.query)}>Start again</button>
  <label>Steps a picture <select @change=${e => { speed = +e.target.value; }}>
    ${SPEEDS.map(s => html`<option ?selected=${s === speed}>${s}</option>`)}</select></label>
  <span class="step">Step ${frame.networks[0].step} of ${desk.steps}</span>
  <span class="rate" ?hidden=${!playing || !rate}>${rate.toFixed(0)} pictures a second</span></div>`;

const dots = () => {
  const p = desk.plot;
  const size = 100 / p.width;
  return p.points1.map((x, i) => {
    const cx = ((x - p.x1) * size).toFixed(2);
    const cy = (100 - (p.points2[i] - p.x2) * size).toFixed(2);
    const held = p.held[i] ? ' held' : '';
    return p.classes[i]
      ? svg`<rect class="point b${held}" x=${cx - 1.1} y=${cy - 1.1} width="2.2" height="2.2"></rect>`
      : svg`<circle class="point a${held}" cx=${cx} cy=${cy} r="1.2"></circle>`;
  });
};

let dotted = {of: null, dots: null};
const allDots = () => {
  if (dotted.of !== desk.plot) dotted = {of: desk.plot, dots: dots()};
  return dotted.dots;
};

const plane = (network, n) => html`<div class="plane ${drawing ? 'drawn-on' : ''}"
    tabindex=${drawing ? 0 : nothing} role=${drawing ? 'application' : nothing}
    aria-label=${drawing ? `Plane to set points in, at ${inside(cursor).map(number).join(' and ')}` : nothing}
    @click=${point} @keydown=${key}>
  <canvas class="surface" data-network=${n} role="img" aria-label="What network ${n + 1} says in the
    plane: ${network.accuracy === undefined ? 'not measured yet' : `${percent(network.accuracy)} of the
    points held back are on the right side`}"></canvas>
  <svg viewBox="0 0 100 100" aria-hidden="true">${allDots()}
    ${drawing ? svg`<path class="cursor" d="M${100 * cursor[0] - 3} ${100 * cursor[1]}h6
      M${100 * cursor[0]} ${100 * cursor[1] - 3}v6"></path>` : ''}</svg></div>
  <p class="key"><i class="a"></i> blue <i class="b"></i> orange · pale ones are held back to judge by</p>`;

/** A bar for a size on a scale of decades, the longest for 10, none for 1e-10. */
const bar = value => value > 0
  ? svg`<rect width=${Math.max(0, Math.min(66, 6 * (Math.log10(value) + 10))).toFixed(1)} height="8"
      y="1"></rect>`
  : '';

const share = layer => layer.dead > 0
  ? html`<b class="bad">${percent(layer.dead)} dead</b>`
  : layer.saturated !== null
    ? layer.saturated > 0 ? `${percent(layer.saturated)} saturated` : ''
    : '';

const rows = (network, n) => {
  const own = desk.networks[n];
  const last = network.layers.length - 1;
  const walk = walks[n];
  const here = walk.at > 0 ? network.way[walk.at - 1]?.layer - 1 : -1;
  const order = network.layers.map((layer, l) => [layer, l]).reverse();
  return repeat(order, ([, l]) => l, ([layer, l]) => html`
    <tr class="${l === here ? 'here' : ''} ${shown.network === n && shown.layer === l ? 'shown' : ''}">
      <th scope="row"><button class="layer" aria-pressed=${shown.network === n && shown.layer === l}
        title="Show its sums on the curves"
        @click=${() => { shown = {network: n, layer: l}; draw(); }}>${l === last ? 'output' : l + 1}
        </button></th>
      <td class="pictures"><canvas class="units" data-network=${n} data-layer=${l} role="img"
        aria-label="What the units of ${own.layers[l]} say over the plane"></canvas></td>
      <td class="n">${number(layer.activation)}</td>
      <td class="delta"><svg viewBox="0 0 66 10" aria-hidden="true">${bar(layer.delta)}</svg></td>
      <td class="n">${number(layer.delta)}</td>
      <td class="n">${number(layer.slope)}</td>
      <td class="share">${share(layer)}</td></tr>`);
};

const diagnosis = d => html`<div class="diagnosis"><p><b class="verdict ${d.verdict}">${d.verdict}</b>:
    ${d.sentence}${d.findings.length ? '' : ' Nothing was found.'}</p>
  <ul>${d.findings.map(f => html`<li><b class=${f.severity}>${f.severity}</b> <code>${f.id}</code>
    ${f.summary}</li>`)}</ul></div>`;

const network = (n, i) => {
  const name = desk.networks.length > 1 ? `Network ${i + 1}` : 'The network';
  return html`<section class="network" aria-label=${name}>
    ${desk.networks.length > 1 ? html`<h2>${name}</h2>` : nothing}
    <div class="seen">${plane(n, i)}
    <p class="numbers"><span>Loss <b>${number(n.loss)}</b></span>
      <span>Right <b class="accuracy">${percent(n.accuracy)}</b></span>
      <span>Gradient left in layer 1 <b class="left">${number(n.left)}</b></span></p>
    ${n.diverged ? html`<p class="bad">Training broke down: ${n.diverged}</p>` : nothing}</div>
    <div class="inner">${gradient(n.way, walks[i], walker(i), name)}
    <table class="layers"><caption>Layers, from the output down. The bar is the gradient on a
      scale of powers of ten, from 1e-10 to 10.</caption>
      <thead><tr><th scope="col">layer</th><th scope="col">what its units say</th>
        <th scope="col" class="n">activation</th><th scope="col" colspan="2">gradient δ</th>
        <th scope="col" class="n">slope</th><th scope="col">units</th></tr></thead>
      <tbody>${rows(n, i)}</tbody></table></div>
    <div class="below"><div class="why"><button class="ask" @click=${why}>Ask Plumb what is wrong</button>
      <button class="repair" @click=${() => mend(i)} ?disabled=${repair && !repair.result}>Repair it
      </button>${n.diagnosis ? diagnosis(n.diagnosis) : nothing}</div>
    <div class="copies">
      <button @click=${() => copy('The experiment file', desk.networks[i].experiment)}>Copy as
        experiment file</button>
      <button @click=${() => copy('The Java', desk.networks[i].java)}>Copy as Java</button>
      <details><summary>Show both</summary><pre tabindex="0">${desk.networks[i].experiment}</pre>
        <pre tabindex="0">${desk.networks[i].java}</pre></details></div></div>
  </section>`;
};

async function why() {
  playing = false;
  await advance(0, '&diagnose=true');
  draw();
}

function beside(event) {
  event.preventDefault();
  open(repair.result.query, {push: true, keep: true}).then(() => {
    now();
    const both = main.querySelector('.run');
    both.scrollIntoView();
    both.querySelector('button').focus();
  });
}

const seeds = (label, values) => html`<tr><th scope="row">${label}</th>
  ${values.map(v => html`<td class="n">${percent(v)}</td>`)}</tr>`;

const mending = () => {
  if (!repair) return nothing;
  const r = repair.result;
  return html`<section class="repairing" aria-label="Repair">
    <h2>Repair of ${desk.networks.length > 1 ? `network ${repair.network}` : 'the network'}</h2>
    <p role="status">${r ? r.sentence : `${repair.stages.at(-1) ?? 'beginning'} …`}</p>
    ${r ? html`<h3>Found</h3>${diagnosis(r.before)}
      ${r.change.length ? html`<h3>${r.outcome === 'repaired' ? 'Changed' : 'Tried last'}</h3>
        <p class="change">${r.change.join(', ')}</p>` : nothing}
      ${r.repaired ? html`<table><caption>Right answers on seeds that the search has not seen</caption>
        <tbody>${seeds('before', r.unrepaired)}${seeds('after', r.repaired)}</tbody></table>` : nothing}
      ${r.after ? html`<p>With its own seed: ${percent(r.before.accuracy)} before,
        <b>${percent(r.after.accuracy)}</b> after.</p>` : nothing}
      ${r.query !== undefined ? html`<p><a class="beside" href="?${r.query}"
        @click=${beside}>Train both side by side</a></p>` : nothing}` : nothing}</section>`;
};

const lossChart = () => {
  const most = Math.max(0.75, ...losses.flatMap(l => l.values.filter(v => v !== null && v < 3)));
  const x = step => 44 + 290 * (step - 1) / Math.max(1, desk.steps - 1);
  const y = loss => 8 + 92 * (1 - Math.min(most, Math.max(0, loss)) / most);
  const line = n => losses.filter(l => l.values[n] !== null && l.values[n] !== undefined)
    .map((l, i) => `${i ? 'L' : 'M'}${x(l.step).toFixed(1)} ${y(l.values[n]).toFixed(1)}`).join('');
  const ticks = [0, most / 2, most];
  const ends = frame.networks.map((n, i) => `${desk.networks.length > 1 ? `network ${i + 1} ` : ''}${
    number(losses[0]?.values[i])} at first, ${number(n.loss)} now`).join('; ');
  return html`<section class="loss" aria-label="Loss"><h2>Loss</h2><p>${ends}.</p>
    <svg class="chart" viewBox="0 0 340 118" role="img" aria-label="Loss over the steps: ${ends}">
      ${ticks.map(t => svg`<line class="grid" x1="44" x2="334" y1=${y(t)} y2=${y(t)}></line>
        <text class="tick end" x="40" y=${y(t) + 4}>${number(t)}</text>`)}
      <text class="tick" x="44" y="114">step 1</text>
      <text class="tick end" x="334" y="114">${desk.steps}</text>
      ${frame.networks.map((_, n) => svg`<path class="line of-${n + 1}" d=${line(n)}></path>`)}</svg>
    ${desk.networks.length > 1 ? html`<p class="key">solid: network 1 · dashed: network 2</p>` : nothing}
    <details><summary>As a table</summary><table><thead><tr><th scope="col">step</th>
      ${frame.networks.map((_, n) => html`<th scope="col" class="n">loss ${
        desk.networks.length > 1 ? n + 1 : ''}</th>`)}</tr></thead>
      <tbody>${losses.filter((_, i) => i % Math.ceil(losses.length / 12) === 0).map(l => html`<tr>
        <th scope="row">${l.step}</th>${l.values.map(v => html`<td class="n">${number(v)}</td>`)}</tr>`)}
      </tbody></table></details></section>`;
};

const slopes = () => {
  const own = desk.networks[shown.network];
  const name = `${own.layers[shown.layer]}${desk.networks.length > 1
    ? ` of network ${shown.network + 1}` : ''}`;
  return html`<section class="slopes" aria-label="Activations and their slopes">
    <h2>Activations and their slopes</h2>
    ${curves(desk.curves, frame.networks[shown.network].layers[shown.layer], name,
      own.activations[shown.layer])}</section>`;
};

const page = () => html`<h1>Playground</h1>
  <p class="problem" role="alert" ?hidden=${!problem}>${problem}</p>
  ${desk && frame ? html`${exercise()}
    <div class="bench">${controls()}<div class="stage">${run()}
      <div class="networks of-${desk.networks.length}">${frame.networks.map(network)}</div>
      ${mending()}<div class="charts">${lossChart()}${slopes()}</div>
      <p role="status" class="told">${told()}</p>
      <p role="status" class="copied">${copied}</p></div></div>`
    : problem ? html`<p><a href="/playground">Begin with a network that works</a></p>` : nothing}`;

function draw() {
  if (asked) return;
  asked = requestAnimationFrame(() => { asked = null; now(); });
}

function now() {
  if (frame && desk && frame.networks.length !== desk.networks.length) return;
  render(page(), main);
  if (!frame || !desk) return;
  for (const canvas of main.querySelectorAll('canvas.surface')) {
    const drawn = frame.networks[canvas.dataset.network];
    if (canvas.drawn !== drawn) surface(canvas, bytes(drawn.surface));
    canvas.drawn = drawn;
  }
  for (const canvas of main.querySelectorAll('canvas.units')) {
    const drawn = frame.networks[canvas.dataset.network].layers[canvas.dataset.layer];
    if (!drawn || canvas.drawn === drawn) continue;
    const count = +canvas.dataset.layer === frame.networks[canvas.dataset.network].layers.length - 1
      ? 1 : desk.networks[canvas.dataset.network].width;
    units(canvas, bytes(drawn.pictures), count);
    canvas.drawn = drawn;
  }
}

addEventListener('popstate', () => open(location.search.slice(1)));
addEventListener('pagehide', () => desk && leave(desk.session));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  forget();
  for (const canvas of main.querySelectorAll('canvas')) canvas.drawn = null;
  draw();
});

cursor = [0.5, 0.5];
open(location.search.slice(1));

import {html, svg} from 'lit';
import {number} from '/web/play-draw.js';

// One gradient on its way down, factor by factor, and what is left of it.

const WIDTH = 360;
const HEIGHT = 130;
const LEFT = 40;
const TOP = 10;
const BASE = HEIGHT - 22;

/** Powers of ten; what is nothing stands two below all others. */
function decades(products) {
  const values = products.map(product => product > 0 ? Math.log10(product) : NaN);
  const floor = Math.min(...values.filter(v => !Number.isNaN(v))) - 2;
  return values.map(v => Number.isNaN(v) ? floor : v);
}

function chart(way, at) {
  const values = decades([1, ...way.map(stage => stage.product)]);
  const least = Math.min(-1, ...values);
  const most = Math.max(0.5, ...values);
  const x = i => LEFT + (WIDTH - LEFT - 8) * i / Math.max(1, way.length);
  const y = v => TOP + (BASE - TOP) * (most - v) / (most - least);
  const every = Math.max(1, Math.ceil((most - least) / 5));
  const ticks = [];
  for (let d = Math.floor(most); d >= least; d -= every) ticks.push(d);
  const passed = values.slice(0, at + 1);
  return svg`${ticks.map(d => svg`
      <line class="grid" x1=${LEFT} x2=${WIDTH - 8} y1=${y(d)} y2=${y(d)}></line>
      <text class="tick end" x=${LEFT - 5} y=${y(d) + 4}>${d === 0 ? '1' : `1e${d}`}</text>`)}
    <path class="way" d=${values.map((v, i) => `${i ? 'L' : 'M'}${x(i)} ${y(v)}`).join('')}></path>
    <path class="way passed" d=${passed.map((v, i) => `${i ? 'L' : 'M'}${x(i)} ${y(v)}`).join('')}>
    </path>
    <circle class="drop" cx=${x(at)} cy=${y(passed.at(-1))} r="5"></circle>
    <text class="label" x=${LEFT} y=${HEIGHT - 5}>the output</text>
    <text class="label end" x=${WIDTH - 8} y=${HEIGHT - 5}>layer 1</text>`;
}

function sentence(way, at) {
  if (!way.length) return 'No gradient goes further than the output.';
  if (at === 0) return 'At the output the whole gradient is there: 1.';
  const stage = way[at - 1];
  return `${stage.text}: × ${number(stage.factor)}. ${stage.product === 0 ? 'Nothing'
    : number(stage.product)} of the gradient is left.`;
}

/** The way of one network; `at` counts the factors that are passed, −1 shows all. */
export function gradient(way, state, act, name) {
  const at = Math.min(state.at < 0 ? way.length : state.at, way.length);
  return html`<div class="gradient" role="group" aria-label="Gradient of ${name}">
    <div class="buttons">
      <button class="send" @click=${act.send}>${state.sending ? 'Stop' : 'Send one gradient backwards'}
      </button>
      <button class="back" @click=${act.back} ?disabled=${at === 0}>◂ Back</button>
      <button class="forth" @click=${act.forth} ?disabled=${at === way.length}>Next factor ▸</button>
    </div>
    <p class="factor" aria-live=${state.sending || state.at < 0 ? 'off' : 'polite'}>${sentence(way, at)}</p>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
      aria-label="What is left of the gradient behind each factor, from the output down to layer 1:
      ${number(way.at(-1)?.product)} at the end">${chart(way, at)}</svg>
    <details><summary>All factors as a table</summary><table>
      <thead><tr><th scope="col">factor of</th><th scope="col" class="n">×</th>
        <th scope="col" class="n">left</th></tr></thead>
      <tbody>${way.map((stage, i) => html`<tr class=${i === at - 1 ? 'here' : ''}>
        <th scope="row">${stage.text}</th><td class="n">${number(stage.factor)}</td>
        <td class="n">${number(stage.product)}</td></tr>`)}</tbody></table></details>
  </div>`;
}

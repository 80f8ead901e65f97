import {html, svg} from 'lit';
import {number, percent} from '/web/play-draw.js';

// The curves of activations with their slopes, and on them how the sums of a layer are spread.

const WIDTH = 240;
const HEIGHT = 150;
const LEFT = 26;
const BASE = 132;
const ENDS = 6;
const LOW = -1.1;
const HIGH = 1.6;
const AT = [-6, -4, -2, -1, 0, 1, 2, 4, 6];

const across = z => LEFT + (WIDTH - LEFT - 4) * (z + ENDS) / (2 * ENDS);
const up = y => BASE - (BASE - 6) * (Math.min(HIGH, Math.max(LOW, y)) - LOW) / (HIGH - LOW);

function path(shape, values) {
  return values.map((y, i) => [shape.low + i * shape.width, y]).filter(([z]) => Math.abs(z) <= ENDS)
    .map(([z, y], i) => `${i ? 'L' : 'M'}${across(z).toFixed(1)} ${up(y).toFixed(1)}`).join('');
}

/** Sums as bars on the floor of the chart; those beyond its ends stand at them. */
function hill(sums) {
  const bars = new Map();
  const add = (z, count) => {
    const at = Math.max(-ENDS, Math.min(ENDS - sums.width, z));
    if (count) bars.set(at, (bars.get(at) ?? 0) + count);
  };
  add(-ENDS, sums.below);
  add(ENDS, sums.above);
  sums.counts.forEach((count, i) => add(sums.low + i * sums.width, count));
  const most = Math.max(1, ...bars.values());
  const width = across(sums.width) - across(0);
  return [...bars].map(([z, count]) => {
    const height = 80 * count / most;
    return svg`<rect class="hill" x=${across(z).toFixed(1)} width=${width.toFixed(2)}
      y=${(BASE - height).toFixed(1)} height=${height.toFixed(1)}></rect>`;
  });
}

const frame = svg`${[-1, 0, 1].map(y => svg`
  <line class="grid" x1=${LEFT} x2=${WIDTH - 4} y1=${up(y)} y2=${up(y)}></line>
  <text class="tick end" x=${LEFT - 4} y=${up(y) + 4}>${y}</text>`)}
  ${[-6, -3, 0, 3, 6].map(z => svg`
  <text class="tick middle" x=${across(z)} y=${HEIGHT - 5}>${z}</text>`)}`;

const curve = (shape, sums, used) => html`<figure class=${used ? 'curve used' : 'curve'}>
  <figcaption><b>${shape.name}</b>${used ? ' – this layer' : ''}: slope at most
    ${number(shape.most)}</figcaption>
  <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
    aria-label="${shape.name} and its slope over sums from −6 to 6">
    ${sums ? hill(sums) : ''}${frame}
    <path class="slope-line" d=${path(shape, shape.slope)}></path>
    <path class="value-line" d=${path(shape, shape.value)}></path>
  </svg></figure>`;

/** How many sums lie between a place and the next one of the table. */
function between(sums, from, to) {
  if (!sums) return 0;
  let count = (from === AT[0] ? sums.below : 0) + (to === undefined ? sums.above : 0);
  sums.counts.forEach((n, i) => {
    const z = sums.low + i * sums.width;
    if ((z >= from || from === AT[0]) && (to === undefined || z < to)) count += n;
  });
  return count;
}

/** All curves beside one another, with the sums of one layer on each. */
export function curves(shapes, layer, name, activation) {
  const spread = layer.saturated === null
    ? `${percent(layer.zero)} of its outputs are exactly 0`
    : `${percent(layer.saturated)} of its sums lie where the curve is nearly flat`;
  return html`<p>Solid: what a unit says for a sum. Dashed: the slope there, the factor for the
    gradient. Gray: the sums of <b>${name}</b> in the last batch.
    Its slopes have an RMS of <b>${number(layer.slope)}</b>; ${spread}.</p>
    <div class="curves">${shapes.map(shape =>
      curve(shape, layer.sums, shape.name === activation))}</div>
    <details><summary>As a table</summary><table>
      <thead><tr><th scope="col">sum</th>${shapes.map(s => html`<th scope="col" class="n">${s.name}
        </th><th scope="col" class="n">slope</th>`)}<th scope="col" class="n">sums from here on</th>
      </tr></thead><tbody>${AT.map((z, k) => html`<tr><th scope="row">${z}</th>${shapes.map(s => {
        const i = Math.round((z - s.low) / s.width);
        return html`<td class="n">${number(s.value[i])}</td><td class="n">${number(s.slope[i])}</td>`;
      })}<td class="n">${between(layer.sums, z, AT[k + 1])}</td></tr>`)}</tbody></table></details>`;
}

import {html, svg} from 'lit';
import {number} from '/web/play-draw.js';

// Lines over layers and over steps.

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 52;
const RIGHT = WIDTH - 10;
const TOP = 14;
const BASE = HEIGHT - 34;

const finite = values => values.filter(v => v !== null && v !== undefined && Number.isFinite(v));

/** The lowest and highest power of ten around some values, four decades at least. */
export function decadesOf(values) {
  const logs = finite(values).filter(v => v > 0).map(Math.log10);
  if (logs.length === 0) return {low: -4, high: 0};
  const high = Math.ceil(Math.max(...logs));
  return {low: Math.min(Math.floor(Math.min(...logs)), high - 4), high};
}

const path = points => points.map(([x, y], i) =>
  `${i && points[i - 1] ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Pieces of a line between gaps. */
function pieces(points) {
  const found = [[]];
  for (const point of points) {
    if (point) found.at(-1).push(point);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter(piece => piece.length);
}

const line = (points, style) => pieces(points).map(piece => piece.length === 1
  ? svg`<circle class=${style} cx=${piece[0][0]} cy=${piece[0][1]} r="2"></circle>`
  : svg`<path class=${style} d=${path(piece)}></path>`);

const exponent = d => d === 0 ? '1' : `1e${d}`.replace('-', '−');

function grid(scale, y, left = LEFT) {
  const every = Math.max(1, Math.ceil((scale.high - scale.low) / 6));
  const ticks = [];
  for (let d = scale.high; d >= scale.low; d -= every) ticks.push(d);
  return ticks.map(d => svg`<line class="grid" x1=${left} x2=${RIGHT} y1=${y(d)} y2=${y(d)}></line>
    <text class="tick end" x=${left - 6} y=${y(d) + 4}>${exponent(d)}</text>`);
}

/**
 * The size of the gradient over the layers.
 * @param lines each {name, style, values}
 */
export function profile(lines, scale, title) {
  const count = Math.max(1, ...lines.map(l => l.values.length));
  const x = i => LEFT + (RIGHT - LEFT) * (count === 1 ? 0.5 : i / (count - 1));
  const y = d => TOP + (BASE - TOP) * (scale.high - d) / (scale.high - scale.low);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${title}>
    ${grid(scale, y)}
    ${lines.map(l => line(l.values.map((v, i) => v > 0
      ? [x(i), y(Math.max(scale.low, Math.log10(v)))] : null), `line ${l.style}`))}
    <text class="tick middle" x=${x(0)} y=${BASE + 16}>1</text>
    <text class="tick middle" x=${x(count - 1)} y=${BASE + 16}>${count}</text>
    <text class="label middle" x=${(LEFT + RIGHT) / 2} y=${BASE + 30}>layer</text></svg>`;
}

/** From the least to the largest of some values; around one that is all there is. */
export function rangeOf(values) {
  const all = finite(values);
  if (all.length === 0) return {low: 0, high: 1};
  const low = Math.min(...all);
  const high = Math.max(...all);
  return high > low ? {low, high} : {low: low - 0.5, high: high + 0.5};
}

/**
 * The loss over the steps, and the metric behind the epochs on an axis of its own.
 * @param marks each {step, text, kind}
 */
export function course(data, span, losses, metrics, marks, metricName, title) {
  const right = RIGHT - 34;
  const x = step => LEFT + (right - LEFT) * (step - span.from) / Math.max(1, span.to - span.from);
  const y = (v, range) => TOP + (BASE - TOP) * (range.high - v) / (range.high - range.low);
  const at = (step, v, range) => v === null ? null : [x(step), y(v, range)];
  const band = data.steps.map((s, i) => [s, data.least[i], data.most[i]])
    .filter(([, a, b]) => a !== null && b !== null);
  const area = band.length < 2 ? '' : path([...band.map(([s, , b]) => [x(s), y(b, losses)]),
    ...band.reverse().map(([s, a]) => [x(s), y(a, losses)])]);
  return html`<svg class="chart course" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
    aria-label=${title}>
    ${[0, .5, 1].map(share => {
      const loss = losses.low + (losses.high - losses.low) * share;
      const metric = metrics.low + (metrics.high - metrics.low) * share;
      return svg`<line class="grid" x1=${LEFT} x2=${right} y1=${y(loss, losses)}
          y2=${y(loss, losses)}></line>
        <text class="tick end" x=${LEFT - 6} y=${y(loss, losses) + 4}>${number(loss)}</text>
        <text class="tick after-text" x=${right + 6} y=${y(loss, losses) + 4}>${number(metric)}</text>`;
    })}
    <path class="band" d=${area}></path>
    ${line(data.steps.map((s, i) => at(s, data.mean[i], losses)), 'line before')}
    ${line(data.epochs.map(e => at(e.step, e.metric, metrics)), 'line after')}
    ${marks.filter(m => m.step >= span.from && m.step <= span.to).map(m => svg`
      <g class="mark-line"><title>${m.text}</title>
      <line class=${m.kind} x1=${x(m.step)} x2=${x(m.step)} y1=${TOP} y2=${BASE}></line>
      <text class="tick middle" x=${x(m.step)} y=${TOP - 3}>${m.kind === 'repair' ? '↻' : '!'}</text></g>`)}
    <text class="label" x=${LEFT} y="10">loss</text>
    <text class="label end after-text" x=${WIDTH} y="10">${metricName ?? 'metric'}</text>
    <text class="tick" x=${LEFT} y=${BASE + 16}>${span.from}</text>
    <text class="tick end" x=${right} y=${BASE + 16}>${span.to}</text>
    <text class="label middle" x=${(LEFT + right) / 2} y=${BASE + 30}>step</text></svg>`;
}

/** A small course of a layer: on a logarithmic axis, or of decades on a linear one. */
export function small(name, points, decades) {
  const scale = decades ? rangeOf([...points.mean, 0]) : decadesOf(points.mean);
  const level = v => v === null ? null : decades ? v : v > 0 ? Math.log10(v) : null;
  const width = 240;
  const height = 96;
  const left = 44;
  const from = points.steps[0] ?? 1;
  const to = points.steps.at(-1) ?? 1;
  const x = s => left + (width - left - 6) * (s - from) / Math.max(1, to - from);
  const y = d => 8 + (height - 28) * (scale.high - d) / (scale.high - scale.low);
  return html`<figure><figcaption>${name}</figcaption>
    <svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${name} from step ${from}
      to ${to}: first ${number(points.mean.find(v => v !== null))}, last ${number(points.mean.findLast(v => v !== null))}">
    ${[scale.low, scale.high].map(d => svg`<line class="grid" x1=${left} x2=${width - 6} y1=${y(d)}
      y2=${y(d)}></line><text class="tick end" x=${left - 5} y=${y(d) + 4}>${decades ? number(d)
        : exponent(d)}</text>`)}
    ${line(points.steps.map((s, i) => level(points.mean[i]) === null ? null
      : [x(s), y(level(points.mean[i]))]), 'line after')}
    <text class="tick" x=${left} y=${height - 5}>${from}</text>
    <text class="tick end" x=${width - 6} y=${height - 5}>${to}</text></svg></figure>`;
}

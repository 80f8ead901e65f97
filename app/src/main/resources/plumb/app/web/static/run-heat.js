// The heatmap: a row for each layer, a column for some steps, a color for the size.

/** Viridis (Smith & van der Walt, 2015), as in the reports: told apart by people of any color vision. */
const STOPS = ['#440154', '#472c7a', '#3b518b', '#2c718e', '#21908d', '#27ad81', '#5cc863', '#aadc32',
  '#fde725'].map(text => [1, 3, 5].map(i => parseInt(text.slice(i, i + 2), 16)));
const NONE = [128, 128, 128];
const SHARES = new Set(['dead', 'saturated']);

export const isShare = quantity => SHARES.has(quantity);

/** What of a cell is drawn: of shares the largest, else log10 of the mean. */
export const level = (quantity, layer, column) =>
  isShare(quantity) ? layer.most[column] : logOf(layer.mean[column]);

const logOf = value => value > 0 ? Math.log10(value) : value === 0 ? -Infinity : NaN;

/** From the least to the largest level of some heatmaps; of shares from 0 to 1. */
export function scaleOf(heats) {
  const quantity = heats[0].quantity;
  if (isShare(quantity)) return {low: 0, high: 1};
  let low = Infinity;
  let high = -Infinity;
  for (const heat of heats) {
    for (const layer of heat.layers) {
      for (let c = 0; c < heat.steps.length; c++) {
        const value = level(quantity, layer, c);
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (!Number.isFinite(low)) return {low: -1, high: 0};
  return high - low < 1 ? {low: high - 1, high} : {low, high};
}

export function color(value, scale) {
  if (Number.isNaN(value)) return NONE;
  const share = Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
  const at = share * (STOPS.length - 1);
  const i = Math.min(STOPS.length - 2, Math.floor(at));
  return STOPS[i].map((c, k) => Math.round(c + (STOPS[i + 1][k] - c) * (at - i)));
}

/** Draws a heatmap, the output layer on top: the gradient comes from there. */
export function draw(canvas, heat, scale) {
  const rows = heat.layers.length;
  const columns = Math.max(1, heat.steps.length);
  canvas.width = columns;
  canvas.height = Math.max(1, rows);
  const image = new ImageData(columns, Math.max(1, rows));
  for (let row = 0; row < rows; row++) {
    const layer = heat.layers[rows - 1 - row];
    for (let c = 0; c < heat.steps.length; c++) {
      image.data.set([...color(level(heat.quantity, layer, c), scale), 255],
        4 * (row * columns + c));
    }
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** The bar that explains the colors. */
export function legend(canvas, scale) {
  canvas.width = 128;
  canvas.height = 1;
  const image = new ImageData(128, 1);
  for (let x = 0; x < 128; x++) {
    image.data.set([...color(scale.low + (scale.high - scale.low) * x / 127, scale), 255], 4 * x);
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}

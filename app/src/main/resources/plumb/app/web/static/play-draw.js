// Pictures of what units say: a byte for each point, −127 to 127, blue over paper to orange.

const NOT_FINITE = -128;
const STRENGTH = 0.55;
let palette = null;

const channels = text => {
  const probe = new OffscreenCanvas(1, 1).getContext('2d');
  probe.fillStyle = text;
  probe.fillRect(0, 0, 1, 1);
  return probe.getImageData(0, 0, 1, 1).data;
};

const mixed = (a, b, share) => a + (b - a) * share;

/** The color of each byte, as the page's own colors are now. */
function colors() {
  if (palette) return palette;
  const style = getComputedStyle(document.documentElement);
  const [low, middle, high] = ['--blue', '--paper', '--orange']
    .map(name => channels(style.getPropertyValue(name).trim()));
  palette = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(palette.buffer);
  for (let value = -127; value <= 127; value++) {
    const end = value < 0 ? low : high;
    for (let c = 0; c < 3; c++)
      bytes[4 * (value + 128) + c] = mixed(middle[c], end[c], Math.abs(value) / 127);
    bytes[4 * (value + 128) + 3] = 255;
  }
  bytes.set([128, 128, 128, 255], 0);
  return palette;
}

/** Forgets the colors of a page whose colors have changed. */
export const forget = () => { palette = null; };

/** The bytes of a text in base 64. */
export function bytes(text) {
  const characters = atob(text);
  const values = new Int8Array(characters.length);
  for (let i = 0; i < values.length; i++) values[i] = characters.charCodeAt(i);
  return values;
}

function put(canvas, width, height, pixels) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height);
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** Draws the chance of orange, 0 to 127, with one half as paper, and never so strong as a point is. */
export function surface(canvas, values) {
  const side = Math.sqrt(values.length);
  const table = colors();
  const pixels = new Uint32Array(values.length);
  values.forEach((value, i) => {
    pixels[i] = table[value === NOT_FINITE ? 0 : 128 + Math.round(STRENGTH * (2 * value - 127))];
  });
  put(canvas, side, side, pixels);
}

/** Draws the pictures of units side by side, a column apart. */
export function units(canvas, values, count) {
  const side = Math.sqrt(values.length / count);
  const width = count * (side + 1) - 1;
  const table = colors();
  const pixels = new Uint32Array(width * side);
  for (let unit = 0; unit < count; unit++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        pixels[row * width + unit * (side + 1) + column]
          = table[values[(unit * side + row) * side + column] + 128];
      }
    }
  }
  put(canvas, width, side, pixels);
}

/** A number as people read it. */
export function number(value) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e4 || size < 1e-3) return value.toExponential(1).replace('e+', 'e');
  return value.toPrecision(3).replace(/\.?0+$/, '');
}

export const percent = share =>
  share === null || share === undefined ? '–' : `${(100 * share).toFixed(0)} %`;

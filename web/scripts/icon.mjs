// The icon as a PNG, for systems that take no SVG as an app's icon. Draws what the icon is made of: a ground of
// one colour and filled paths of lines and curves.
import { deflateSync } from 'node:zlib';

const SIDE = 64;
const STEPS_OF_A_CURVE = 24;
const SAMPLES = 4;

/** @returns {Buffer} a square picture, with the ground up to its edges: systems cut their own corners */
export function iconPng(svg, size) {
  const ground = colour(/<rect[^>]*fill="(#[0-9a-f]+)"/.exec(svg)[1]);
  const shapes = [...svg.matchAll(/<path fill="(#[0-9a-f]+)" d="([^"]+)"/g)].map(([, fill, path]) => ({
    fill: colour(fill),
    edges: edgesOf(path),
  }));
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * (size * 3 + 1) + 1 + x * 3;
      const pixel = pixelAt(x, y, SIDE / size, ground, shapes);
      pixel.forEach((value, channel) => rows.writeUInt8(Math.round(value), at + channel));
    }
  }
  return png(size, rows);
}

function colour(text) {
  const long = text.length === 4 ? [...text.slice(1)].map((digit) => digit + digit).join('') : text.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
}

function pixelAt(x, y, scale, ground, shapes) {
  let pixel = ground;
  for (const { fill, edges } of shapes) {
    let inside = 0;
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      const px = (x + ((sample % SAMPLES) + 0.5) / SAMPLES) * scale;
      const py = (y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * scale;
      if (contains(edges, px, py)) inside++;
    }
    const share = inside / (SAMPLES * SAMPLES);
    pixel = pixel.map((value, channel) => value * (1 - share) + fill[channel] * share);
  }
  return pixel;
}

function contains(edges, x, y) {
  let winding = 0;
  for (const [x1, y1, x2, y2] of edges) {
    if (y1 > y === y2 > y) continue;
    if (x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) winding += y2 > y1 ? 1 : -1;
  }
  return winding !== 0;
}

/** The path's outline in straight pieces. Knows M, m, L, l, C, c and z. */
function edgesOf(path) {
  const edges = [];
  let [x, y, fromX, fromY] = [0, 0, 0, 0];
  const lineTo = (toX, toY) => {
    edges.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const [, command, text] of path.matchAll(/([MmLlCcz])([^MmLlCcz]*)/g)) {
    const numbers = (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    const parts = command.toLowerCase() === 'c' ? 6 : 2;
    for (let at = 0; at < numbers.length; at += parts) {
      const base = command === command.toLowerCase() ? [x, y] : [0, 0];
      const points = numbers.slice(at, at + parts).map((number, index) => number + base[index % 2]);
      if (command.toLowerCase() === 'm' && at === 0) [x, y, fromX, fromY] = [...points, ...points];
      else if (parts === 2) lineTo(points[0], points[1]);
      else curve([x, y, ...points], lineTo);
    }
    if (command === 'z') lineTo(fromX, fromY);
  }
  return edges;
}

function curve([x0, y0, x1, y1, x2, y2, x3, y3], lineTo) {
  for (let step = 1; step <= STEPS_OF_A_CURVE; step++) {
    const t = step / STEPS_OF_A_CURVE;
    const u = 1 - t;
    const weigh = (a, b, c, d) => u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    lineTo(weigh(x0, x1, x2, x3), weigh(y0, y1, y2, y3));
  }
}

function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(checksum(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** CRC-32, as PNG wants it. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// Files for the example company, made here: a picture, a document, a text.
import { deflateSync } from 'node:zlib';

/** A morning over hills, as a PNG. */
export function morning(width = 960, height = 600) {
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + 3 * width) + 1 + 3 * x;
      colour(x / width, y / height, width / height).forEach((value, i) => (rows[at + i] = Math.max(0, Math.min(255, Math.round(value)))));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const HILLS = [
  { top: 0.86, height: 0.05, waves: 9, rgb: [38, 70, 83] },
  { top: 0.76, height: 0.07, waves: 6, rgb: [64, 112, 118] },
  { top: 0.66, height: 0.09, waves: 4, rgb: [122, 162, 158] },
];

function colour(x, y, ratio) {
  const hill = HILLS.find(({ top, height, waves }) => y > top + height * Math.sin(waves * x + 40 * top));
  if (hill !== undefined) return hill.rgb;
  const sun = Math.hypot((x - 0.68) * ratio, y - 0.42);
  if (sun < 0.1) return [255, 244, 214];
  const glow = Math.exp(-3.2 * sun);
  return [126 + 90 * glow + 60 * y, 168 + 50 * glow + 30 * y, 204 + 5 * glow + 5 * y];
}

function chunk(type, bytes) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(bytes.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crcOf(body), body.length + 4);
  return out;
}

function crcOf(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** One page with a heading and lines. */
export function paper(heading, lines) {
  const text = [`BT /F1 26 Tf 60 760 Td (${heading}) Tj ET`];
  lines.forEach((line, i) => text.push(`BT /F1 13 Tf 60 ${715 - 24 * i} Td (${line}) Tj ET`));
  const stream = text.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n`;
  return Buffer.from(`${body}startxref\n${start}\n%%EOF\n`, 'latin1');
}

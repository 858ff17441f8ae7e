import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
const UTF8 = 0x800;

/** Writes a ZIP archive, file after file; below 4 GB and 65,535 files. */
export class ZipWriter {
  #out;
  #at = 0;
  #entries = [];

  constructor(path) {
    this.#out = openSync(path, 'w');
  }

  add(path, text) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content, { level: 1 });
    const name = Buffer.from(path);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8, 2);
    fields.writeUInt16LE(DEFLATED, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    this.#entries.push({ fields, name, at: this.#at });
    this.#write(number(LOCAL), fields, name, packed);
  }

  end() {
    const begin = this.#at;
    for (const { fields, name, at } of this.#entries) {
      const tail = Buffer.alloc(14);
      tail.writeUInt32LE(at, 10);
      this.#write(number(CENTRAL), Buffer.from([20, 0]), fields, tail, name);
    }
    const tail = Buffer.alloc(18);
    tail.writeUInt16LE(this.#entries.length, 4);
    tail.writeUInt16LE(this.#entries.length, 6);
    tail.writeUInt32LE(this.#at - begin, 8);
    tail.writeUInt32LE(begin, 12);
    this.#write(number(END), tail);
    closeSync(this.#out);
  }

  #write(...pieces) {
    for (const piece of pieces) {
      writeSync(this.#out, piece);
      this.#at += piece.length;
    }
  }
}

function number(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

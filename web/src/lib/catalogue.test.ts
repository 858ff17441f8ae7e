import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from './catalogue-en.ts';
import { ja } from './catalogue-ja.ts';
import { dtextEn, dtextJa } from './dtext.ts';

const values = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();

/** Those whose key is put together while the client runs. */
const COMPOSED = /^(error|reaction|role|rooms|tasks|presence|settings|files\.kind|icon|rank|search\.(kind|sort|index))\./;

function sources(): string {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('catalogue'))
    .map((path) => readFileSync(`src/${path}`, 'utf8'))
    .join('\n');
}

describe('the catalogues', () => {
  it('have the same texts in both languages, with the same values', () => {
    expect(Object.keys(ja).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect(values(ja[key as keyof typeof en]), key).toEqual(values(text));
    }
  });

  it('have no empty text', () => {
    for (const catalogue of [en, ja]) {
      for (const [key, text] of Object.entries(catalogue)) expect(text, key).not.toBe('');
    }
  });

  it('say every system text in both languages', () => {
    expect(Object.keys(dtextJa).sort()).toEqual(Object.keys(dtextEn).sort());
  });

  it('hold nothing that no page shows', () => {
    const used = sources();
    const unused = Object.keys(en).filter((key) => !COMPOSED.test(key) && !used.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });
});

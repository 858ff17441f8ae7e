import { describe, expect, it } from 'vitest';
import { pieces, safeAddress } from './emoji.ts';
import { type Node, mentions, parse, plain } from './notation.ts';

const text = (content: string): Node => ({ kind: 'text', text: content });

describe('the notation', () => {
  it.each(['[To:0]x', '[to:1]x', '[To:1', '[info]open', '[/info]', '[qt]', '[rp aid=1]', '[To:99999999999]', '[[x]', '[task aid= st=open][/task]'])(
    'NT1, NT11: %s is text',
    (source) => expect(parse(source)).toEqual([text(source)]),
  );

  it('knows what addresses somebody', () => {
    expect(parse('[To:7]Ken さん')).toEqual([{ kind: 'to', account: 7 }, text('Ken さん')]);
    expect(parse('[rp aid=7 to=64-274877906945]')).toEqual([
      { kind: 'reply', account: 7, room: 64, message: '274877906945' },
    ]);
  });

  it('NT10: an end tag closes the innermost box of its kind', () => {
    expect(parse('[info]a[title]b[/info]')).toEqual([{ kind: 'info', nodes: [text('a[title]b')] }]);
  });

  it('NT12: boxes nest 16 deep', () => {
    const depth = (nodes: readonly Node[]): number =>
      Math.max(0, ...nodes.map((node) => (node.kind === 'info' ? 1 + depth(node.nodes) : 0)));
    expect(depth(parse('[info]'.repeat(40) + '[/info]'.repeat(40)))).toBe(16);
  });

  it('NT13: [qtmeta …] counts directly after [qt]', () => {
    const quote = { kind: 'quote', account: 7, time: 1700000000, nodes: [text('x')] };
    expect(parse('[qt][qtmeta aid=7 time=1700000000]x[/qt]')).toEqual([quote]);
    expect(parse('[qt] [qtmeta aid=7]x[/qt]')).toEqual([
      { kind: 'quote', account: null, time: null, nodes: [text(' [qtmeta aid=7]x')] },
    ]);
  });

  it('takes code to the letter', () => {
    expect(parse('[code][To:1][/info][/code]')).toEqual([{ kind: 'code', text: '[To:1][/info]' }]);
  });

  it('NT20, NT21: quoted text and code mention nobody', () => {
    expect(mentions(parse('[info][To:7][/info]'), 7)).toBe(true);
    expect(mentions(parse('[toall]'), 7)).toBe(true);
    expect(mentions(parse('[qt][To:7][/qt][code][To:7][/code]'), 7)).toBe(false);
  });

  it('NT6: hostile texts take no long time', () => {
    const began = performance.now();
    for (const hostile of ['[', '[code]', '[qt]', '[info][/qt]', '[To:', '[url]', '[download:1]']) {
      parse(hostile.repeat(9_000));
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('gives a text without tags', () => {
    expect(plain(parse('[To:7]Ken\n[info][title][dtext:task_done][/title]x[/info]'), () => 'Done').trim()).toBe(
      'Ken\n  Done x',
    );
  });
});

describe('addresses and emoticons', () => {
  it('finds addresses without the mark that ends the sentence', () => {
    expect(pieces('see https://example.org/a?b=1.')).toEqual([
      text('see '),
      { kind: 'link', address: 'https://example.org/a?b=1' },
      text('.'),
    ]);
  });

  it('shows emoticons, the longest first', () => {
    expect(pieces('(^^;) (^)').map((piece) => piece.kind)).toEqual(['emoji', 'text', 'emoji']);
  });

  it.each(['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//nowhere', 'x'])(
    'never follows %s',
    (address) => expect(safeAddress(address)).toBeNull(),
  );
});

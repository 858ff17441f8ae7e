import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const text = (code: string): string => highlight(code).map((token) => token.text).join('');

describe('coloured code', () => {
  it('is the code, whatever it is', () => {
    for (const code of [
      'const a = `<b>${x}</b>`; // 日本語\nif (a) { return 1; }',
      '<script>alert("x")</script>',
      'SELECT name FROM people WHERE id = 1;',
      '',
      '\n\n  \t',
      'おはようございます',
    ]) {
      expect(text(code)).toBe(code);
    }
  });

  it('has its words told apart', () => {
    const kinds = highlight('public class Room {\n  private final int id = 7; // its number\n}').map(({ kind }) => kind);
    expect(kinds).toContain('hljs-keyword');
    expect(kinds).toContain('hljs-comment');
  });

  it('leaves prose alone', () => {
    expect(highlight('Please call me back tomorrow')).toEqual([{ text: 'Please call me back tomorrow', kind: null }]);
  });
});

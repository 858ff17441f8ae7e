import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256, slowSha256 } from './sha256.ts';

describe('SHA-256', () => {
  it('is the one that others compute, at every length around a block', async () => {
    for (let length = 0; length < 140; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(Buffer.from(slowSha256(bytes)).toString('hex')).toBe(expected);
      expect(await sha256(bytes)).toBe(expected);
    }
  });
});

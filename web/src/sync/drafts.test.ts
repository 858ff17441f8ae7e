import { describe, expect, it } from 'vitest';
import { TextMemory } from '../testing/text-memory.ts';
import { Drafts } from './drafts.ts';

describe('drafts', () => {
  it('[W7] of two tabs are all kept, and each account has its own', () => {
    const memory = new TextMemory();
    const [one, two] = [new Drafts(1, memory), new Drafts(1, memory)];
    one.set(64, 'in one');
    two.set(128, 'in the other');
    new Drafts(12, memory).set(64, 'of somebody else');
    expect([...new Drafts(1, memory).rooms.get()].sort()).toEqual([[128, 'in the other'], [64, 'in one']]);
    two.set(64, ' ');
    expect(new Drafts(1, memory).of(64)).toBe('');
  });
});

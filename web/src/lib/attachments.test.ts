import { describe, expect, it } from 'vitest';
import { MOST_FILES, attach, attachments, detach, named, pastesFiles, takeAttachments } from './attachments.ts';

const file = (name: string): File => new File(['a'], name, { lastModified: 5 });

describe('files for the next message', () => {
  it('stay with their room until they are taken', () => {
    const [a, b] = [file('a'), file('b')];
    attach(1, [a]);
    attach(1, [b]);
    attach(2, [b]);
    detach(1, a);
    expect(takeAttachments(1)).toEqual([b]);
    expect(takeAttachments(1)).toEqual([]);
    expect(attachments.get().get(2)).toEqual([b]);
    takeAttachments(2);
  });

  it('are bounded', () => {
    expect(attach(1, Array.from({ length: MOST_FILES - 1 }, () => file('a')))).toEqual({ empty: [], beyond: 0 });
    expect(attach(1, [file('b'), file('c'), file('d')])).toEqual({ empty: [], beyond: 2 });
    expect(takeAttachments(1)).toHaveLength(MOST_FILES);
  });

  it('are not empty', () => {
    expect(attach(1, [new File([], 'none'), file('a')])).toEqual({ empty: ['none'], beyond: 0 });
    expect(takeAttachments(1).map(({ name }) => name)).toEqual(['a']);
  });

  it('get a name of their own where the browser gives all the same', () => {
    const now = new Date(2026, 0, 2, 3, 4, 5);
    expect(named(file('image.png'), now).name).toBe('image-20260102-030405.png');
    expect(named(file('my image.png'), now).name).toBe('my image.png');
  });

  it('are no cells of a table, which are pasted as text with a picture', () => {
    const data = (types: string[]): DataTransfer => ({ types, files: [file('image.png')] }) as unknown as DataTransfer;
    expect(pastesFiles(data(['text/plain', 'text/html', 'Files']))).toBe(false);
    expect(pastesFiles(data(['text/html', 'Files']))).toBe(true);
    expect(pastesFiles(data(['text/plain', 'Files']))).toBe(true);
  });
});

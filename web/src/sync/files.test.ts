import { describe, expect, it } from 'vitest';
import { RoomFiles } from './files.ts';
import { ApiFailure, type Ask, Unreachable } from './ports.ts';
import type { MessagePage, RoomFile } from './protocol.ts';

const ROOM = 64;

function file(id: number, more: Partial<RoomFile> = {}): RoomFile {
  return {
    file_id: id,
    room_id: ROOM,
    uploader_id: 1,
    name: `${id}.png`,
    size: 10,
    content_type: 'image/png',
    kind: 'image',
    sequence: id,
    uploaded_at: 0,
    state: 'new',
    preview: 'none',
    width: 0,
    height: 0,
    ...more,
  };
}

const page = (first: number, last: number, files: readonly RoomFile[]): MessagePage => ({
  messages: [],
  files,
  first_sequence: first,
  last_sequence: last,
});

const silent: Ask = () => new Promise(() => undefined);
const seen = { state: 'fine', preview: 'picture', width: 4, height: 3 } as const;

describe('files that are known', () => {
  it('are gone where a page with their message lacks them, and only there', () => {
    const files = new RoomFiles(silent);
    files.learn([file(3), file(9), file(4, { room_id: 128 })]);
    files.learnPage(ROOM, page(1, 5, []));
    expect(files.known.get().get(3)).toBeNull();
    expect(files.known.get().get(9)).not.toBeNull();
    expect(files.known.get().get(4)).not.toBeNull();
  });

  it('do not come back, nor lose their picture, by a page that was made before', () => {
    const files = new RoomFiles(silent);
    files.learn([file(3), file(4)]);
    files.apply(ROOM, { type: 'file_deleted', file_id: 3 });
    files.apply(ROOM, { type: 'file_examined', file_id: 4, ...seen });
    files.learnPage(ROOM, page(1, 5, [file(3), file(4)]));
    expect(files.known.get().get(3)).toBeNull();
    expect(files.known.get().get(4)).toEqual(file(4, seen));
  });

  it('go with who is removed', () => {
    const files = new RoomFiles(silent);
    files.learn([file(3, { uploader_id: 7 }), file(4)]);
    files.apply(ROOM, { type: 'members_changed', entered: [], removed: [7], at: 0 } as never);
    expect(files.known.get().get(3)).toBeNull();
    expect(files.known.get().get(4)).not.toBeNull();
  });

  it('are not taken for gone where nobody answers', async () => {
    const failures = [new Unreachable(), new ApiFailure(404, 'file-not-found', '')];
    const files = new RoomFiles(() => Promise.reject(failures.shift() ?? new Error('asked once more')));
    files.want(ROOM, 3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(files.known.get().has(3)).toBe(false);
    files.want(ROOM, 3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(files.known.get().get(3)).toBeNull();
  });
});

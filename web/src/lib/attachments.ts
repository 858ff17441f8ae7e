import { Store } from '../sync/store.ts';

/** As many as go with one message. */
export const MOST_FILES = 20;

/** Files that were chosen for the next message of a room, and go with it. */
export const attachments = new Store<ReadonlyMap<number, readonly File[]>>(new Map());

export interface LeftOut {
  /** Files in which there is nothing. */
  readonly empty: readonly string[];
  /** How many did not fit. */
  readonly beyond: number;
}

/** Answers which did not go with them. */
export function attach(room: number, files: readonly File[]): LeftOut {
  const all = [...(attachments.get().get(room) ?? []), ...files.filter((file) => file.size > 0)];
  put(room, all.slice(0, MOST_FILES));
  return {
    empty: files.filter((file) => file.size === 0).map((file) => file.name),
    beyond: Math.max(0, all.length - MOST_FILES),
  };
}

export function detach(room: number, file: File): void {
  put(room, (attachments.get().get(room) ?? []).filter((each) => each !== file));
}

/** Those of the room, which has none afterwards. */
export function takeAttachments(room: number): readonly File[] {
  const files = attachments.get().get(room) ?? [];
  if (files.length > 0) put(room, []);
  return files;
}

function put(room: number, files: readonly File[]): void {
  attachments.update((all) => {
    const next = new Map(all);
    if (files.length === 0) next.delete(room);
    else next.set(room, files);
    return next;
  });
}

/** The files of a drop or a paste; folders are none. */
export function filesOf(data: DataTransfer): readonly File[] {
  const items = [...data.items].filter((item) => item.kind === 'file');
  return items
    .filter((item) => item.webkitGetAsEntry()?.isDirectory !== true)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
}

/** Whether a paste is of files. What offices copy is text first, with a picture of it beside. */
export function pastesFiles(data: DataTransfer): boolean {
  const isText = data.types.includes('text/plain') && data.types.includes('text/html');
  return data.files.length > 0 && !isText;
}

/** Every pasted picture is called the same by browsers; here by the time. */
export function named(file: File, now: Date): File {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const name = file.name.replace(/^image/, `image-${day}-${time}`);
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}

import type { Memory } from '../sync/ports.ts';

/** A browser's memory, which all of its tabs share. */
export class TextMemory implements Memory {
  readonly #texts = new Map<string, string>();

  keys(prefix: string): readonly string[] {
    return [...this.#texts.keys()].filter((key) => key.startsWith(prefix));
  }

  get(key: string): string | null {
    return this.#texts.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#texts.set(key, value);
  }

  remove(key: string): void {
    this.#texts.delete(key);
  }
}

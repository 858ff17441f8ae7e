/** The message notation: docs/spec/notation.md. The numbers of its rules stand where they are kept. */

export interface QuoteNode {
  readonly kind: 'quote';
  readonly account: number | null;
  readonly time: number | null;
  readonly nodes: readonly Node[];
}

export interface TaskNode {
  readonly kind: 'task';
  readonly accounts: readonly number[];
  readonly done: boolean;
  /** Seconds since 1970, 0 for no deadline. */
  readonly limit: number;
  readonly limitType: 'date' | 'time';
  readonly nodes: readonly Node[];
}

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'to'; readonly account: number }
  | { readonly kind: 'toall' | 'hr' | 'deleted' }
  | { readonly kind: 'reply'; readonly account: number; readonly room: number; readonly message: string }
  | QuoteNode
  | TaskNode
  | { readonly kind: 'info' | 'title'; readonly nodes: readonly Node[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'url'; readonly address: string }
  | { readonly kind: 'download'; readonly file: number; readonly name: string }
  | { readonly kind: 'preview'; readonly file: number }
  | { readonly kind: 'picon' | 'piconname' | 'pname'; readonly account: number }
  | { readonly kind: 'dtext'; readonly key: string };

type BoxKind = 'quote' | 'info' | 'title' | 'task';

interface OpenBox {
  readonly kind: BoxKind;
  readonly source: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly nodes: Node[];
}

const DEEPEST = 16;
const LARGEST_ID = 2 ** 31 - 1;
const ENDS: ReadonlyMap<string, BoxKind> = new Map([
  ['/qt', 'quote'],
  ['/info', 'info'],
  ['/title', 'title'],
  ['/task', 'task'],
]);

/** NT1: every text is valid. */
export function parse(source: string): readonly Node[] {
  return new Parser(source).parse();
}

class Parser {
  readonly #source: string;
  readonly #root: Node[] = [];
  readonly #open: OpenBox[] = [];
  /** Where there is no further one, so that it is not searched for again; NT6. */
  readonly #absent = new Set<string>();
  #at = 0;
  #textFrom = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): readonly Node[] {
    for (;;) {
      const open = this.#source.indexOf('[', this.#at);
      if (open < 0) break;
      const close = this.#tagEnd(open);
      if (close < 0) {
        this.#at = open + 1;
      } else if (!this.#tag(open, close)) {
        this.#at = open + 1;
      }
    }
    this.#flush(this.#source.length);
    while (this.#open.length > 0) this.#giveUp();
    return this.#root;
  }

  /** NT2: a tag has neither `[` nor a line break inside. */
  #tagEnd(open: number): number {
    for (let at = open + 1; at < this.#source.length; at++) {
      const letter = this.#source[at];
      if (letter === ']') return at;
      if (letter === '[' || letter === '\n' || letter === '\r') return -1;
    }
    return -1;
  }

  #tag(open: number, close: number): boolean {
    const tag = this.#source.slice(open + 1, close);
    const end = ENDS.get(tag);
    if (end !== undefined) return this.#closes(end, open, close);
    const literal = this.#literal(tag, open, close);
    if (literal !== null) return literal;
    const node = simple(tag);
    if (node !== null) {
      this.#flush(open);
      this.#add(node);
      this.#goOn(close + 1);
      return true;
    }
    return this.#opens(tag, open, close);
  }

  /** Content that is no notation, up to the first end tag. Null where the tag is of another kind. */
  #literal(tag: string, open: number, close: number): boolean | null {
    const file = /^download:([1-9][0-9]{0,9})$/.exec(tag);
    const name = file !== null ? 'download' : tag;
    if (name !== 'code' && name !== 'url' && name !== 'download') return null;
    const endTag = `[/${name}]`;
    const end = this.#absent.has(endTag) ? -1 : this.#source.indexOf(endTag, close + 1);
    if (end < 0) {
      this.#absent.add(endTag);
      return false;
    }
    const content = this.#source.slice(close + 1, end);
    const node = literalNode(name, content, file?.[1]);
    if (node === null) return false;
    this.#flush(open);
    this.#add(node);
    this.#goOn(end + endTag.length);
    return true;
  }

  #opens(tag: string, open: number, close: number): boolean {
    const box = boxTag(tag);
    if (box === null || this.#open.length >= DEEPEST) return false;
    this.#flush(open);
    let source = this.#source.slice(open, close + 1);
    let { attributes } = box;
    let next = close + 1;
    if (box.kind === 'quote') {
      const meta = /^\[qtmeta ([^[\]\r\n]*)\]/.exec(this.#source.slice(next, next + 100));
      const read = meta === null ? null : quoteMeta(meta[1] ?? '');
      if (meta !== null && read !== null) {
        attributes = read;
        source += meta[0];
        next += meta[0].length;
      }
    }
    this.#open.push({ kind: box.kind, source, attributes, nodes: [] });
    this.#goOn(next);
    return true;
  }

  /** NT10: closes the innermost open box of its kind; what was opened within and is still open is text. */
  #closes(kind: BoxKind, open: number, close: number): boolean {
    if (!this.#open.some((box) => box.kind === kind)) return false;
    this.#flush(open);
    while (this.#open.at(-1)?.kind !== kind) this.#giveUp();
    const box = this.#open.pop();
    if (box !== undefined) this.#add(boxNode(box));
    this.#goOn(close + 1);
    return true;
  }

  /** NT11: an opening tag without its end tag is text. */
  #giveUp(): void {
    const box = this.#open.pop();
    if (box === undefined) return;
    this.#add({ kind: 'text', text: box.source });
    for (const node of box.nodes) this.#add(node);
  }

  #flush(to: number): void {
    if (to > this.#textFrom) this.#add({ kind: 'text', text: this.#source.slice(this.#textFrom, to) });
  }

  #goOn(at: number): void {
    this.#at = at;
    this.#textFrom = at;
  }

  #add(node: Node): void {
    const nodes = this.#open.at(-1)?.nodes ?? this.#root;
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text };
    } else {
      nodes.push(node);
    }
  }
}

function id(text: string | undefined): number | null {
  if (text === undefined || !/^[0-9]{1,10}$/.test(text)) return null;
  const number = Number(text);
  return number >= 1 && number <= LARGEST_ID ? number : null;
}

function simple(tag: string): Node | null {
  if (tag === 'toall' || tag === 'hr' || tag === 'deleted') return { kind: tag };
  const [name, rest] = split(tag, ':');
  if (rest !== null) {
    if (name === 'dtext') return /^[a-z0-9_]+$/.test(rest) ? { kind: 'dtext', key: rest } : null;
    const account = id(rest);
    if (account === null) return null;
    if (name === 'To') return { kind: 'to', account };
    if (name === 'picon' || name === 'piconname' || name === 'pname') return { kind: name, account };
    return null;
  }
  return reply(tag) ?? preview(tag);
}

function reply(tag: string): Node | null {
  const attributes = tag.startsWith('rp ') ? attributesOf(tag.slice(3), ['aid', 'to']) : null;
  const account = id(attributes?.get('aid'));
  const target = /^([0-9]{1,10})-([0-9]{1,19})$/.exec(attributes?.get('to') ?? '');
  const room = id(target?.[1]);
  const message = target?.[2];
  if (account === null || room === null || message === undefined) return null;
  return { kind: 'reply', account, room, message };
}

function preview(tag: string): Node | null {
  const attributes = tag.startsWith('preview ') ? attributesOf(tag.slice(8), ['id', 'ht']) : null;
  const file = id(attributes?.get('id'));
  return file === null ? null : { kind: 'preview', file };
}

function literalNode(name: 'code' | 'url' | 'download', content: string, file: string | undefined): Node | null {
  if (name === 'code') return { kind: 'code', text: content };
  if (name === 'url') {
    return /^[^\s[\u0000-\u001f\u007f]+$/.test(content) ? { kind: 'url', address: content } : null;
  }
  const number = id(file);
  return number === null ? null : { kind: 'download', file: number, name: content };
}

function boxTag(tag: string): { kind: BoxKind; attributes: ReadonlyMap<string, string> } | null {
  if (tag === 'qt') return { kind: 'quote', attributes: new Map() };
  if (tag === 'info' || tag === 'title') return { kind: tag, attributes: new Map() };
  if (!tag.startsWith('task ')) return null;
  const attributes = attributesOf(tag.slice(5), ['aid', 'st', 'lt', 'ltype']);
  const state = attributes?.get('st');
  const accounts = attributes?.get('aid')?.split(',') ?? [];
  const wellFormed =
    attributes !== null &&
    (state === 'open' || state === 'done') &&
    accounts.length > 0 &&
    accounts.every((account) => id(account) !== null) &&
    /^[0-9]{1,10}$/.test(attributes.get('lt') ?? '0') &&
    ['date', 'time'].includes(attributes.get('ltype') ?? 'date');
  return wellFormed ? { kind: 'task', attributes } : null;
}

function quoteMeta(text: string): ReadonlyMap<string, string> | null {
  const attributes = attributesOf(text, ['aid', 'time']);
  const time = attributes?.get('time');
  return id(attributes?.get('aid')) !== null && (time === undefined || /^[0-9]{1,10}$/.test(time))
    ? attributes
    : null;
}

/** NT4; null where it is not well-formed. */
function attributesOf(text: string, known: readonly string[]): ReadonlyMap<string, string> | null {
  const attributes = new Map<string, string>();
  for (const part of text.split(' ')) {
    const [name, value] = split(part, '=');
    if (value === null || !known.includes(name) || attributes.has(name)) return null;
    attributes.set(name, value);
  }
  return attributes;
}

function split(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function boxNode(box: OpenBox): Node {
  const { kind, attributes, nodes } = box;
  const number = (name: string): number => Number(attributes.get(name) ?? 0);
  switch (kind) {
    case 'quote':
      return { kind, account: id(attributes.get('aid')), time: number('time') || null, nodes };
    case 'task':
      return {
        kind,
        accounts: (attributes.get('aid') ?? '').split(',').map(Number),
        done: attributes.get('st') === 'done',
        limit: number('lt'),
        limitType: attributes.get('ltype') === 'time' ? 'time' : 'date',
        nodes,
      };
    default:
      return { kind, nodes };
  }
}

/** NT20, NT21. */
export function mentions(nodes: readonly Node[], account: number): boolean {
  return nodes.some((node) => {
    switch (node.kind) {
      case 'toall':
        return true;
      case 'to':
      case 'reply':
        return node.account === account;
      case 'info':
      case 'title':
      case 'task':
        return mentions(node.nodes, account);
      default:
        return false;
    }
  });
}

/** NT30: the text without its tags. */
export function plain(nodes: readonly Node[], dtext: (key: string) => string = (key) => key): string {
  return nodes
    .map((node): string => {
      switch (node.kind) {
        case 'text':
        case 'code':
          return node.text;
        case 'url':
          return node.address;
        case 'download':
          return node.name;
        case 'dtext':
          return dtext(node.key);
        case 'quote':
        case 'info':
        case 'title':
        case 'task':
          return ` ${plain(node.nodes, dtext)} `;
        case 'hr':
          return ' ';
        default:
          return '';
      }
    })
    .join('');
}

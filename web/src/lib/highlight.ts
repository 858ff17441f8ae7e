import { createLowlight } from 'lowlight';
import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import php from 'highlight.js/lib/languages/php';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** Loaded when the first code is shown; keep it out of the first load. */
const light = createLowlight({
  bash, c, csharp, css, diff, go, ini, java, javascript, json, kotlin, php, python, ruby, rust, sql, typescript, xml, yaml,
});

export interface Token {
  readonly text: string;
  /** As the library calls it, `hljs-…`; null for plain text. */
  readonly kind: string | null;
}

/** Below this the library guesses; prose would become code. */
const SURE = 4;

type Tree = ReturnType<typeof light.highlightAuto>;
type Child = Tree['children'][number];

/** The code in coloured pieces, which together are the code; one plain piece where the language is not clear. */
export function highlight(code: string): readonly Token[] {
  const tree = light.highlightAuto(code);
  if ((tree.data?.relevance ?? 0) < SURE) return [{ text: code, kind: null }];
  const tokens: Token[] = [];
  for (const child of tree.children) collect(child, null, tokens);
  return tokens;
}

function collect(node: Child, kind: string | null, tokens: Token[]): void {
  if (node.type === 'text') {
    tokens.push({ text: node.value, kind });
  } else if (node.type === 'element') {
    const names: unknown = node.properties['className'];
    const own = Array.isArray(names) && typeof names[0] === 'string' ? names[0] : kind;
    for (const child of node.children) collect(child, own, tokens);
  }
}

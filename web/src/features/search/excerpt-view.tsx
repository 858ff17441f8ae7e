import type { Excerpt } from './answers.ts';

/** A part of a text with what was found in it marked. */
export function ExcerptView({ excerpt }: { excerpt: Excerpt }) {
  const pieces = [];
  let at = 0;
  for (const { start, end } of excerpt.highlights) {
    pieces.push(excerpt.text.slice(at, start), <mark key={start}>{excerpt.text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <span className="excerpt">
      {excerpt.cut_before && '… '}
      {pieces}
      {excerpt.text.slice(at)}
      {excerpt.cut_after && ' …'}
    </span>
  );
}

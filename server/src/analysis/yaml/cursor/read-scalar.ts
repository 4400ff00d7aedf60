import { lineEnd } from '../../text/line-places.ts';
import type { YamlScalar } from '../syntax/yaml-node.ts';
import { scalar } from './partial-tree.ts';
import { skipBlanks } from './line-parts.ts';

/** Behind anchors and tags (`&name`, `!!str`) and the blanks after them. */
export function skipProperties(text: string, at: number): number {
  let next = at;
  while (text[next] === '&' || text[next] === '!') {
    while (next < text.length && !/\s/.test(text[next] ?? '')) next++;
    next = skipBlanks(text, next);
  }
  return next;
}

/**
 * Reads a quoted scalar. If it is not closed, because it is unfinished, it ends with its line: it cannot continue in a
 * line that is not indented deeper than its holder.
 * @param limit the column of the holder, -1 for none
 */
export function quotedScalar(text: string, start: number, limit: number, end: number): YamlScalar {
  const quote = text[start];
  const style = quote === '"' ? 'double' : 'single';
  for (let at = start + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === "'" && quote === "'" && text[at + 1] === "'") at++;
    else if (text[at] === quote) return quoted(text, style, start, at + 1);
    else if (text[at] === '\n' && !goesOn(text, at + 1, limit)) break;
  }
  return scalar(text.slice(start + 1, lineEnd(text, start)), style, { start, end: lineEnd(text, start) });
}

function goesOn(text: string, line: number, limit: number): boolean {
  const content = skipBlanks(text, line);
  return content - line > limit || content === lineEnd(text, line);
}

function quoted(text: string, style: 'single' | 'double', start: number, end: number): YamlScalar {
  const written = text.slice(start + 1, end - 1);
  return scalar(style === 'double' ? unescaped(written) : written.replaceAll("''", "'"), style, { start, end });
}

/** Of the escapes, names and URLs hold these at most. */
const unescaped = (written: string): string => written.replace(/\\(["\\/])/g, '$1');

/** Whether the scalar's last quote is there. */
export const isClosed = (text: string, { range, style }: YamlScalar): boolean =>
  range.end > range.start + 1 && text[range.end - 1] === (style === 'double' ? '"' : "'");

/** A plain scalar up to the end of the line or a comment. */
export function plainScalar(text: string, start: number, lineEnd: number): YamlScalar {
  const comment = text.slice(start, lineEnd).search(/\s#/);
  let end = comment < 0 ? lineEnd : start + comment;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return scalar(text.slice(start, end), 'plain', { start, end });
}

/** The key at an offset and the offset after its colon. Undefined without a colon. */
export function blockKey(text: string, start: number, lineEnd: number): { key: YamlScalar; after: number } | undefined {
  if (text[start] === '"' || text[start] === "'") {
    const key = quotedScalar(text, start, Number.MAX_SAFE_INTEGER, lineEnd);
    const colon = isClosed(text, key) ? skipBlanks(text, key.range.end) : -1;
    return text[colon] === ':' && endsKey(text, colon + 1) ? { key, after: colon + 1 } : undefined;
  }
  for (let colon = text.indexOf(':', start); colon >= 0 && colon < lineEnd; colon = text.indexOf(':', colon + 1)) {
    if (!endsKey(text, colon + 1)) continue;
    const key = plainScalar(text, start, colon);
    // Text after ` #` is a comment.
    return key.text.length === text.slice(start, colon).trimEnd().length ? { key, after: colon + 1 } : undefined;
  }
  return undefined;
}

const endsKey = (text: string, at: number): boolean => at >= text.length || /\s/.test(text[at] ?? '');

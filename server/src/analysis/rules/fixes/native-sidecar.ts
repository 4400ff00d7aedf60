import { columnOf, lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { commentsStart, shifted } from '../../yaml/edit/entry-lines.ts';
import { itemLines } from '../../yaml/edit/move-item.ts';
import { eol, insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap, YamlSeq } from '../../yaml/syntax/yaml-node.ts';
import { asSeq, entryOf, placeOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** Moves a container behind the init containers, where `restartPolicy: Always` lets it run beside the others and end after them. */
export function nativeSidecar({ file, podSpec, envoyContainer: { node, name } }: EnvoyWorkload): readonly Fix[] {
  const { text } = file;
  const containers = asSeq(valueAt(podSpec.node, 'containers'));
  const lines = containers && itemLines(text, containers, node);
  if (!containers || !lines || containers.items.length < 2 || entryOf(node, 'restartPolicy')) return [];
  const insertion = insertedBefore(text, podSpec.node, containers, sidecarLines(text, node, lines));
  if (!insertion) return [];
  const removal = { range: { start: lines.start, end: lineAfter(text, lines.end) }, newText: '' };
  return [
    {
      title: message("Convert container '{0}' to a native sidecar", name?.value ?? ''),
      preferred: true,
      safe: false,
      edits: [editsIn(file, insertion, removal)],
    },
  ];
}

/** The lines of the container, with its restart policy. */
function sidecarLines(text: string, node: YamlMap, { start, end }: TextRange): string {
  const { range, newText } = insertEntry(text, node, 'restartPolicy', 'Always');
  return text.slice(start, range.start) + newText + text.slice(range.end, end);
}

/** After the last init container, otherwise in a new list before the containers. */
function insertedBefore(text: string, spec: YamlMap, containers: YamlSeq, lines: string): TextEdit | undefined {
  const inits = entryOf(spec, 'initContainers');
  const entry = entryOf(spec, 'containers');
  if (inits) {
    const list = asSeq(inits.value);
    const last = list?.items.at(-1);
    if (!list || !last || list.aliasRange || !itemLines(text, list, last)) return undefined;
    const by = columnOf(text, list.range.start) - columnOf(text, containers.range.start);
    const offset = lineEnd(text, placeOf(last).end);
    return { range: { start: offset, end: offset }, newText: shifted(`${eol(text)}${lines}`, by) };
  }
  if (!entry || text.slice(lineStart(text, entry.key.range.start), entry.key.range.start).trim() !== '')
    return undefined;
  const offset = commentsStart(text, entry);
  const indent = ' '.repeat(columnOf(text, entry.key.range.start));
  return { range: { start: offset, end: offset }, newText: `${indent}initContainers:${eol(text)}${lines}${eol(text)}` };
}

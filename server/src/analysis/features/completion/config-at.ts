import { fieldOf } from '../../schema/envoy-facts.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName } from '../../workspace/uri-path.ts';

/** The part of a file that is a bootstrap, or is becoming one. */
export interface WrittenConfig {
  readonly source: EnvoySource | undefined;
  readonly range: TextRange;
}

/**
 * The bootstrap at an offset, complete or unfinished. Undefined in quoted and folded scalars, whose lines are not lines
 * of the file.
 */
export function configAt(file: SourceFile, offset: number): WrittenConfig | undefined {
  const { text, kind, envoySources } = file;
  if (kind === 'envoy') return { source: envoySources[0], range: { start: 0, end: text.length } };
  if (kind === 'other')
    return begins(fileName(file.uri), text) ? { source: undefined, range: { start: 0, end: text.length } } : undefined;
  for (const { scalar, source } of [...embedded(file), ...begun(file)]) {
    const range = linesOf(text, scalar.range);
    if (range.start <= offset && offset <= range.end) return { source, range };
  }
  return undefined;
}

const embedded = ({ envoySources }: SourceFile) =>
  envoySources.flatMap((source) => (source.scalar?.style === 'literal' ? [{ source, scalar: source.scalar }] : []));

/** Values of a ConfigMap which may become one. */
const begun = ({ manifests }: SourceFile) =>
  manifests.flatMap(({ configMap }) =>
    [...(configMap?.keys ?? [])].flatMap(([name, { value }]) =>
      value?.kind === 'scalar' && value.style === 'literal' && begins(name, value.text)
        ? [{ source: undefined, scalar: value }]
        : [],
    ),
  );

/** The lines of a block scalar and the empty ones after it, if they have the indentation of its first line. */
function linesOf(text: string, scalar: TextRange): TextRange {
  const start = text.indexOf('\n', scalar.start) + 1;
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(text.slice(start, scalar.end))?.[1] ?? '';
  let end = lineEnd(text, scalar.end);
  for (let next = end + 1; next < text.length + 1; next = end + 1) {
    const stop = lineEnd(text, next);
    const line = text.slice(next, stop);
    if (line.trim() !== '' || next > text.length || !line.startsWith(indent)) break;
    end = stop;
  }
  return { start, end };
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/** A file with a typical Envoy name that contains only keys of a bootstrap so far. */
function begins(name: string, text: string): boolean {
  if (!/envoy|bootstrap/i.test(name) || !/\.(ya?ml|json)$/.test(name) || text.length > 2000) return false;
  const keys = [...text.matchAll(/^([^\s#:-][^\s:]*)\s*:/gm)].map(([, key = '']) => key);
  return keys.every((key) => fieldOf('envoy.config.bootstrap.v3.Bootstrap', key)) && !/^[-[{]/m.test(text);
}

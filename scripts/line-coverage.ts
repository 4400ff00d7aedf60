// Which lines of the source files were executed, from the coverage files that Node writes to NODE_V8_COVERAGE.

/** A coverage file of one process. */
export interface ProcessCoverage {
  readonly result: readonly ScriptCoverage[];
  readonly 'source-map-cache'?: Readonly<Record<string, CachedSourceMap>>;
}

interface ScriptCoverage {
  readonly url: string;
  /** Ordered by their starts, outer functions before inner ones. */
  readonly functions: readonly { readonly ranges: readonly CountedRange[] }[];
}

interface CountedRange {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** The source map of the executed text, and the lengths of the lines of that text. */
interface CachedSourceMap {
  readonly lineLengths: readonly number[];
  readonly data: { readonly mappings: string } | null;
}

/** By the number of each line that has code: whether it was executed. Lines start at 1. */
export type ExecutedLines = Map<number, boolean>;

/** Adds the lines that a process executed to those of other processes, by the URLs of the files. */
export function addExecutedLines(
  lines: Map<string, ExecutedLines>,
  { result, 'source-map-cache': maps = {} }: ProcessCoverage,
): void {
  for (const script of result) {
    const map = maps[script.url];
    if (!map?.data) continue;
    const known = lines.get(script.url) ?? new Map<number, boolean>();
    lines.set(script.url, known);
    const isExecuted = executedOffsets(script, map.lineLengths);
    for (const { offset, line } of mappedOffsets(map.data.mappings, map.lineLengths))
      known.set(line, (known.get(line) ?? false) || isExecuted[offset] === 1);
  }
}

/** For each offset of the executed text, 1 if it was executed. */
function executedOffsets({ functions }: ScriptCoverage, lineLengths: readonly number[]): Uint8Array {
  const length = lineLengths.reduce((sum, line) => sum + line + 1, 0);
  const executed = new Uint8Array(length).fill(1);
  for (const { ranges } of functions)
    for (const { startOffset, endOffset, count } of ranges) executed.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return executed;
}

/** The offsets of the executed text that a source map names, with their lines in the source. */
function mappedOffsets(
  mappings: string,
  lineLengths: readonly number[],
): readonly { readonly offset: number; readonly line: number }[] {
  let lineStart = 0;
  let sourceLine = 0;
  return mappings.split(';').flatMap((segments, generatedLine) => {
    let column = 0;
    const found = segments.split(',').flatMap((segment) => {
      const [columns = 0, , lines] = readNumbers(segment);
      column += columns;
      if (lines === undefined) return [];
      sourceLine += lines;
      return [{ offset: lineStart + column, line: sourceLine + 1 }];
    });
    lineStart += (lineLengths[generatedLine] ?? 0) + 1;
    return found;
  });
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of a segment of a source map: base64 digits of five bits, the lowest first; the lowest bit is the sign. */
function readNumbers(segment: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

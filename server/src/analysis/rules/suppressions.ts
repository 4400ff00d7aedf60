import { positionAt } from '../text/line-index.ts';
import type { SourceFile } from '../workspace/source-file.ts';

/** Tells whether comments in the file silence a rule, by one of its codes, at an offset. */
export type IsSuppressed = (codes: readonly string[], offset: number) => boolean;

/**
 * `# envoy-sidecar: ignore code[, code]` silences its own line, or the next one when it stands alone; `ignore-file` the
 * whole file. Without codes all are meant.
 */
export function suppressionsOf(file: SourceFile): IsSuppressed {
  const ignores = file.directives.filter(({ name }) => name === 'ignore' || name === 'ignore-file');
  if (ignores.length === 0) return () => false;
  const parsed = ignores.map(({ name, value, range, alone }) => ({
    codes: value.split(/[\s,]+/).filter((code) => code.includes('/')),
    line: name === 'ignore-file' ? undefined : positionAt(file.lineIndex, range.start).line + (alone ? 1 : 0),
  }));
  return (codes, offset) => {
    const { line } = positionAt(file.lineIndex, offset);
    return parsed.some(
      (ignore) =>
        (ignore.line === undefined || ignore.line === line) &&
        (ignore.codes.length === 0 || codes.some((code) => ignore.codes.includes(code))),
    );
  };
}

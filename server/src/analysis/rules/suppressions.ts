import { positionAt } from '../text/line-index.ts';
import type { SourceFile } from '../workspace/source-file.ts';

/** Whether comments in the file suppress a rule at an offset, by one of its codes. */
export type IsSuppressed = (codes: readonly string[], offset: number) => boolean;

/**
 * `# envoy-sidecar: ignore code[, code]` applies to its own line, or to the next line if it is alone on its line.
 * `ignore-file` applies to the whole file. Without codes, they apply to all rules.
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

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Patterns that may take more than linear time, and why they do not in practice: `file /pattern/flags`. */
const exceptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'server/src/analysis/envoy-errors/envoy-error-clues.ts /(\\d+)$/': 'an address in an error of Envoy',
    'server/src/analysis/envoy-errors/envoy-error-path.ts /(\\w+)ValidationError\\./': 'an error of Envoy',
    'server/src/analysis/envoy-errors/locate-field.ts /\\[(?:"((?:[^"\\\\]|\\\\.)*)"|((?:"[^"]*"|[^\\]"])*))\\]|([^.[\\]]+)/g':
      'a path that the API server wrote',
    'server/src/analysis/envoy-errors/locate-field.ts /([A-Za-z]+)=(?:"([^"]*)"|([^,]*))/g':
      'a path that the API server wrote',
    'server/src/analysis/yaml/repair/yaml-repairs.ts /(?<=^[ \\t]*(?:- +)*|[{,] *)@type(?=[ \\t]*:(?:\\s|$))/g':
      'looks back from "@type" alone',
    'server/src/analysis/features/completion/value-offers.ts /\\.v\\d+\\w*$/': 'a name of Envoy’s API',
    'client/src/deploy/field-path.ts /^failed to create typed patch object \\([^)]*\\): (?:errors:)?\\s*([\\s\\S]*)$/':
      'an answer of the API server',
    'client/src/deploy/field-path.ts /\\.?([^.[\\]]+)|\\[((?:[^\\]"]|"(?:[^"\\\\]|\\\\.)*")*)\\]/g':
      'an answer of the API server',
    'client/src/deploy/field-path.ts /(\\w+)=("(?:[^"\\\\]|\\\\.)*"|[^,]+)/g': 'an answer of the API server',
    "client/src/local/envoy-log.ts /error initializing configuration '[^']*':\\s*([\\s\\S]*?)(?=\\n\\[\\d{4}-\\d\\d-\\d\\d |$(?![\\s\\S]))/":
      'the log of Envoy, which the run bounds',
    'client/src/local/envoy-log.ts /^goo\\.gle\\/debug\\w+[\\s\\S]*?\\n?: (?=Proto constraint validation failed)/':
      'one error of Envoy',
    'client/src/local/find-envoy.ts /\\bversion: [0-9a-f]+\\/(\\d+\\.\\d+\\.\\d+[^/\\s]*)\\//':
      'what `envoy --version` prints',
  }),
);

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

describe('the regular expressions of the source', () => {
  const all = ['server/src', 'client/src'].flatMap(literalsBelow);

  it('take linear time, except for the exceptions, which are all needed', function () {
    this.timeout(30_000);
    assert.ok(all.length > 300, `only ${all.length} were found`);
    const slow = all
      .filter(({ source, flags }) => analyse({ source, flags }, { reportTypes: { Move: true } }).reports.length > 0)
      .map(({ file, source, flags }) => `${file} /${source}/${flags}`);
    assert.deepEqual([...new Set(slow)].sort(), [...exceptions.keys()].sort());
  });

  it('are found without the exceptions', () => {
    const { reports } = analyse({ source: '^((\\d+\\.?\\d*)\\s*[a-z]+\\s*)+$', flags: '' });
    assert.ok(reports.some(({ exponential }) => exponential));
  });
});

function literalsBelow(folder: string): Found[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => literalsIn(path.posix.join(folder, name.replaceAll('\\', '/'))));
}

function literalsIn(file: string): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

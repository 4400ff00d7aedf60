import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { envoyFacts } from '../../server/src/analysis/schema/envoy-facts.ts';

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

/** Expressions that are made while the program runs, and why they cannot take long. */
const made: Readonly<Record<string, string>> = {
  'server/src/analysis/envoy-errors/envoy-error-clues.ts new RegExp(text)': 'is compiled and never run',
  'server/src/analysis/envoy/message-checks/stats-tags.ts new RegExp(regex)': 'is compiled and never run',
  "server/src/analysis/envoy/validate/violated-constraint.ts new RegExp(pattern, 'u')": 'the facts hold the patterns',
};

interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

describe('the regular expressions of the source', () => {
  it('take linear time, except for the exceptions, which are all needed', function () {
    this.timeout(30_000);
    const all = ['server/src', 'client/src'].flatMap((folder) => sourcesBelow(folder).flatMap(literalsIn));
    assert.ok(all.length > 300, `only ${all.length} were found`);
    const slow = all.filter(isSlow).map(({ file, source, flags }) => `${file} /${source}/${flags}`);
    assert.deepEqual([...new Set(slow)].sort(), [...exceptions.keys()].sort());
  });

  it('are literals, but for those that take linear time for another reason', () => {
    const calls = ['server/src', 'client/src'].flatMap((folder) => sourcesBelow(folder).flatMap(constructedIn));
    assert.deepEqual(calls.sort(), Object.keys(made).sort());
  });

  it('take linear time where they are patterns of Envoy’s API', () => {
    const patterns = new Set(patternsIn(envoyFacts()));
    assert.ok(patterns.size > 3, `only ${patterns.size} were found`);
    assert.deepEqual(
      [...patterns].filter((source) => isSlow({ source, flags: 'u' })),
      [],
    );
  });

  it('would be found otherwise', () => {
    const { reports } = analyse({ source: '^((\\d+\\.?\\d*)\\s*[a-z]+\\s*)+$', flags: '' });
    assert.ok(reports.some(({ exponential }) => exponential));
  });
});

function isSlow({ source, flags }: Pick<Found, 'source' | 'flags'>): boolean {
  return analyse({ source, flags }, { reportTypes: { Move: true } }).reports.length > 0;
}

function sourcesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')));
}

function literalsIn(file: string): Found[] {
  return nodesOf(file)
    .filter(ts.isRegularExpressionLiteral)
    .map(({ text }) => {
      const end = text.lastIndexOf('/');
      return { file, source: text.slice(1, end), flags: text.slice(end + 1) };
    });
}

/** `new RegExp(…)` and `RegExp(…)`, as they are written. */
function constructedIn(file: string): string[] {
  return nodesOf(file)
    .filter((node) => ts.isNewExpression(node) || ts.isCallExpression(node))
    .filter(({ expression }) => ts.isIdentifier(expression) && expression.text === 'RegExp')
    .map((node) => `${file} ${node.getText()}`);
}

function nodesOf(file: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return nodes;
}

/** The values of `pattern` anywhere in a value. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === 'pattern' && typeof below === 'string' ? [below] : patternsIn(below),
  );
}

import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import {
  diagnose,
  emptyWorkspace,
  formatMessage,
  type SourceFile,
  type Workspace,
  withText,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { type ParsedFile, parseBlocks } from '../../server/src/analysis/yaml/incremental/parse-blocks.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlFile } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { corpusFolder, textsBelow } from '../corpus/corpus.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { applyEdit, randomEdit } from './random-edit.ts';

const RUNS = 500;
const EDITS = 20;

type Files = readonly (readonly [uri: string, text: string])[];

/** Files that belong together, of which the first is edited. The stock files include their manifests. */
const stock: readonly Files[] = ['seed-envoy', 'seed-pod', 'sidecar-config'].map((first) =>
  parseFixture(
    [first, ...(first.startsWith('seed') ? ['seed-envoy', 'seed-pod', 'seed-service'] : ['sidecar-pod'])]
      .filter((name, i, all) => all.indexOf(name) === i)
      .map((name) => `#- /${name}.yaml stock:${name}`)
      .join('\n'),
  ).map(({ uri, text }) => [uri, text] as const),
);

/** Bootstraps that are long enough to have parts and short enough for thousands of rounds. */
const real: readonly Files[] = corpusFolder
  ? textsBelow(path.join(corpusFolder, 'bootstraps'))
      .filter(([, text]) => text.length > 1500 && text.length < 2600)
      .map((file) => [file])
  : [];

/** Everything of a pod in one file, which is common. */
const inOne: Files = [['file:///all.yaml', (stock[1] ?? []).map(([, text]) => text).join('---\n')]];

const bases: readonly Files[] = [...stock, inOne, ...real];

/** A config as a file and in a ConfigMap, of hundreds of lines and with something to say about many of them. */
const longTexts: readonly string[] = (() => {
  const hosts = Array.from({ length: 8 }, (_, i) => [
    `            - name: host_${i % 6}`,
    `              domains: ["${i}.example.com"]`,
    '              routes:',
    ...Array.from({ length: 6 }, (_unused, k) => [
      `              - match: { prefix: "/${i}/${k % 4}" }`,
      `                route: { cluster: c${i * 2 + (k % 3)}, timeout: ${k === 5 ? '5' : '5s'} }`,
    ]).flat(),
  ]).flat();
  const listener = (name: string, port: number) => [
    `  - name: ${name}`,
    `    address: { socket_address: { address: 0.0.0.0, port_value: ${port} } }`,
    '    filter_chains:',
    '    - filters:',
    '      - name: envoy.filters.network.http_connection_manager',
    '        typed_config:',
    '          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    '          stat_prefix: s',
    '          route_config:',
    '            virtual_hosts:',
    ...hosts,
    '          http_filters:',
    '          - name: envoy.filters.http.router',
    '            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }',
  ];
  const clusters = Array.from({ length: 18 }, (_, i) => [
    `  - name: c${i}`,
    `    type: ${i % 5 === 0 ? 'STATIC' : 'STRICT_DNS'} # as it is`,
    ...(i % 4 === 0 ? ['    http2_protocol_options: {}'] : []),
    '    load_assignment:',
    `      cluster_name: c${i}`,
    '      endpoints:',
    '      - lb_endpoints:',
    `        - endpoint: { address: { socket_address: { address: ${i % 5 === 0 ? '127.0.0.1' : `s${i}`}, port_value: ${8000 + i} } } }`,
    ...(i % 6 === 0
      ? [
          '    transport_socket:',
          '      name: envoy.transport_sockets.tls',
          '      typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext }',
        ]
      : []),
  ]).flat();
  const lines = [
    'static_resources:',
    '  listeners:',
    ...listener('a', 9001),
    ...listener('b', 9002),
    '  clusters:',
    ...clusters,
  ];
  const head = ['apiVersion: v1', 'kind: ConfigMap', 'metadata: { name: envoy }', 'data:', '  envoy.yaml: |'];
  const configMap = [...head, ...lines.map((line) => `    ${line}`)];
  return [lines, configMap, [...configMap, '---', ...lines, '---', ...head]].map((text) => `${text.join('\n')}\n`);
})();

const pieces = bases.flatMap((files) => files.map(([, text]) => text));
const where = corpusFolder
  ? `${real.length} bootstraps of the corpus and ${stock.length} of our own`
  : `${stock.length} files of our own, since the corpus does not lie beside this checkout`;

const treeOf = ({ documents, errors }: YamlFile) => ({ documents, errors });

/** Nearly all trees are equal, which JSON shows quickly. `assert` shows how the others differ. */
function assertSame<T>(found: T, wanted: T, what: string): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) assert.deepStrictEqual(found, wanted, what);
}

const diagnosticsOf = (workspace: Workspace) =>
  [...workspace.files.keys()].flatMap((uri) =>
    diagnose(workspace, uri).map(({ at, code, severity, message, tags, related }) => ({
      at,
      code,
      severity,
      message: formatMessage(message),
      tags,
      related: related?.map((other) => [other.at, formatMessage(other.message)]),
    })),
  );

/** The same edits at every run, so that a change of the code is what fails; `PROPERTY_SEED=N` tries others. */
const SEED = Number(process.env.PROPERTY_SEED ?? 1);

const fileOf = (workspace: Workspace, uri: string): SourceFile => workspace.files.get(uri) ?? assert.fail(uri);

describe(`incremental equals from scratch (${where})`, () => {
  it(`after ${RUNS * EDITS} random edits: the same tree, and after every fourth the same diagnostics`, function () {
    this.timeout(300_000);
    fc.assert(
      fc.property(
        fc.nat(bases.length - 1),
        fc.array(randomEdit, { minLength: EDITS, maxLength: EDITS }),
        (base, edits) => {
          const files = bases[base] ?? [];
          let workspace = withTexts(emptyWorkspace(), files);
          const [uri, original] = files[0] ?? assert.fail();
          diagnosticsOf(workspace);
          let text = original;
          for (const [i, edit] of edits.entries()) {
            // Now and then everything is undone, and parts find their old places again.
            text = i % 8 === 6 ? original : applyEdit(text, edit, pieces);
            workspace = withText(workspace, uri, text);
            const fresh = withTexts(emptyWorkspace(), [[uri, text], ...files.slice(1)]);
            const [file, freshFile] = [fileOf(workspace, uri), fileOf(fresh, uri)];
            assertSame(treeOf(file.yaml), treeOf(freshFile.yaml), 'the trees differ');
            // Diagnostics take most of the time. What is known is also passed on over versions without a request for diagnostics.
            const found = i % 2 === 1 ? diagnosticsOf(workspace) : [];
            if (i % 4 === 3) assertSame(found, diagnosticsOf(fresh), 'the diagnostics differ');
          }
          const { yaml } = fileOf(workspace, uri);
          assert.deepStrictEqual(treeOf(yaml), treeOf(parseBlocks(text)));
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it('says the same of long files, whose listeners and lists are blocks as well', function () {
    this.timeout(120_000);
    const uri = 'file:///long/envoy.yaml';
    fc.assert(
      fc.property(
        fc.constantFrom(...longTexts),
        fc.array(randomEdit, { minLength: 10, maxLength: 10 }),
        (original, edits) => {
          let workspace = withText(emptyWorkspace(), uri, original);
          diagnosticsOf(workspace);
          let text = original;
          for (const [i, edit] of edits.entries()) {
            text = i % 5 === 4 ? original : applyEdit(text, edit, longTexts);
            workspace = withText(workspace, uri, text);
            const fresh = withText(emptyWorkspace(), uri, text);
            assertSame(treeOf(fileOf(workspace, uri).yaml), treeOf(fileOf(fresh, uri).yaml), 'the trees differ');
            assertSame(diagnosticsOf(workspace), diagnosticsOf(fresh), 'the diagnostics differ');
          }
        },
      ),
      { numRuns: 40, seed: SEED },
    );
  });

  it('gives the tree of the whole text, however small its parts are', function () {
    this.timeout(120_000);
    let inParts = 0;
    fc.assert(
      fc.property(
        fc.nat(pieces.length - 1),
        fc.array(randomEdit, { minLength: 8, maxLength: 8 }),
        fc.constantFrom(1, 4, 16),
        (piece, edits, leafLines) => {
          let text = pieces[piece] ?? '';
          let parsed: ParsedFile = parseBlocks(text, undefined, leafLines);
          for (const edit of edits) {
            text = applyEdit(text, edit, pieces);
            parsed = parseBlocks(text, parsed, leafLines);
            if (parsed.origins) inParts++;
            const whole = parseYaml(text);
            // Of a broken text the library loses more or less, depending on where it begins. Several trees are right.
            if (comparable(whole).errors.length > 0) assert.ok(parsed.errors.length > 0, text);
            else assertSame(comparable(parsed), comparable(whole), text);
          }
        },
      ),
      { numRuns: 400, seed: SEED },
    );
    assert.ok(inParts > 500, `only ${inParts} texts were parsed in parts`);
  });
});

/**
 * The library measures the length of a key from the end of the value before, and finds keys too long that follow a broken
 * one; a part that is parsed by itself is spared that.
 */
const comparable = ({ documents, errors }: YamlFile) => ({
  documents,
  errors: errors.filter(({ message }) => !message.includes('1024')),
});

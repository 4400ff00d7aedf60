import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { applyEdits, diagnose, emptyWorkspace, formatMessage, withTexts } from '../../server/src/analysis/index.ts';
import { snippetText } from '../../server/src/analysis/text/snippet-text.ts';
import { hcm, items } from '../features/completed.ts';
import { itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): Record<string, Snippet> =>
  JSON.parse(fs.readFileSync(path.join(root, 'snippets', file), 'utf8'));
const envoy = read('envoy.json');
const kubernetes = read('kubernetes.json');

describe('snippets', () => {
  it('are offered by the server alone, with prefixes of their own and a description', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.equal(manifest.contributes.snippets, undefined, 'an editor would offer them in any list');
    const all = [...Object.values(envoy), ...Object.values(kubernetes)];
    const prefixes = all.flatMap(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const { prefix } of all) assert.ok(prefix.every((word) => word.startsWith('envoy-')));
  });

  it('are offered where they belong, and nowhere else', () => {
    const wholes = (fixture: string) =>
      items(fixture).items.flatMap(({ kind, label, detail }) =>
        kind === 'start' && typeof detail === 'object' ? [label] : [],
      );
    assert.deepEqual(wholes('#- /envoy.yaml\n$0'), ['Envoy bootstrap']);
    assert.deepEqual(wholes('static_resources:\n  clusters:\n    $0'), ['Envoy cluster']);
    assert.deepEqual(wholes('static_resources:\n  listeners:\n  - $0'), ['Envoy listener']);
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    $0';
    assert.deepEqual(wholes(`#- /pod.yaml\n${pod}`), ['Envoy sidecar container']);
    assert.deepEqual(wholes(hcm('          http_filters:\n          - $0')), []);
    assert.deepEqual(wholes('static_resources:\n  clusters: [{ $0 }]'), []);
    const { text, items: found } = items('static_resources:\n  clusters:\n  - $0');
    const { range, newText = '' } = found.find(({ label }) => label === 'Envoy cluster') ?? assert.fail();
    const cluster = snippetText(expand(envoy['Envoy cluster']));
    assert.equal(
      applyEdits(text, [{ range, newText }]).trimEnd(),
      `static_resources:\n  clusters:\n${indented(cluster, 2)}`.trimEnd(),
    );
  });

  it('have what the pod of the file says', () => {
    const pod = expand(kubernetes['Pod with an Envoy sidecar']).replaceAll(': app', ': shop').replace('9092', '9000');
    const snippet = (label: string) =>
      items(`#- /pod.yaml\n${pod}---\n$0`).items.find((one) => one.label === label)?.snippet;
    const service = snippet('Service for the sidecar') ?? '';
    assert.match(service, /name: \$\{1:shop\}\n.*\n {2}selector:\n {4}app: \$\{2:shop\}/);
    assert.match(service, /targetPort: \$\{5:9000\}/);
    const configMap = snippet('ConfigMap with an Envoy config') ?? '';
    assert.match(configMap, /name: \$\{8:envoy-config\}/);
    assert.match(configMap, /address: \$\{2\|0\.0\.0\.0,127\.0\.0\.1\|\}, port_value: \$\{3:9000\}/);
    assert.match(configMap, /address: 127\.0\.0\.1, port_value: \$\{6:80\}/);
  });

  it('give files without diagnostics, also together', () => {
    const pod = expand(kubernetes['Pod with an Envoy sidecar']);
    const config = expand(envoy['Envoy bootstrap']);
    const texts = {
      'pod.yaml': `${pod}---\n${configMap(config)}`,
      'service.yaml': expand(kubernetes['Service for the sidecar']),
      'envoy.yaml': bootstrapOf(expand(envoy['Envoy listener']), expand(envoy['Envoy cluster'])),
      'other-pod.yaml': podOf(expand(kubernetes['Envoy sidecar container'])),
    };
    const workspace = withTexts(
      emptyWorkspace(),
      Object.entries(texts).map(([name, text]) => [`file:///${name}`, text] as const),
    );
    const linked = workspace.workloads.filter(({ config: link }) => link !== undefined);
    assert.ok(linked.length > 0, 'no pod is linked to its config');
    const found = Object.keys(texts).flatMap((name) =>
      diagnose(workspace, `file:///${name}`)
        .filter(({ severity }) => severity !== 'hint')
        .map(({ code, message }) => `${name} ${code} ${formatMessage(message)}`),
    );
    assert.deepEqual(found, []);
  });

  itAsksEnvoy('are accepted by the real Envoy, every choice of them', async (program) => {
    const listeners = expansions(envoy['Envoy listener']);
    const clusters = expansions(envoy['Envoy cluster']);
    const configs = [
      ...expansions(envoy['Envoy bootstrap']),
      ...listeners.map((listener) => bootstrapOf(listener, clusters[0] ?? '')),
      ...clusters.map((cluster) => bootstrapOf(listeners[0] ?? '', cluster)),
    ];
    assert.ok(configs.length >= 6, `only ${configs.length} configs`);
    assert.deepEqual(await refusals(program, configs), []);
  });
});

const expand = (snippet: Snippet | undefined): string => expansions(snippet)[0] ?? '';

/** The texts of a snippet with its defaults; one for each word of each choice. */
function expansions(snippet: Snippet | undefined): string[] {
  assert.ok(snippet);
  const plain = (text: string) => text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d/g, '');
  const choice = /\$\{\d+\|([^|]*)\|\}/;
  const open = [snippet.body.join('\n')];
  const done: string[] = [];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const match = choice.exec(text);
    if (!match) done.unshift(plain(text));
    else for (const word of (match[1] ?? '').split(',')) open.push(text.replace(match[0], word));
  }
  return done;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const bootstrapOf = (listener: string, cluster: string): string =>
  `static_resources:\n  listeners:\n${indented(listener, 4)}  clusters:\n${indented(cluster, 4)}`;

const configMap = (config: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: envoy-config\ndata:\n  envoy.yaml: |\n${indented(config, 4)}`;

const podOf = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: other\nspec:\n  containers:\n    - name: web\n      image: example.com/web:1.4.2\n${indented(container, 4)}  volumes:\n    - name: envoy-config\n      configMap:\n        name: other-config\n`;

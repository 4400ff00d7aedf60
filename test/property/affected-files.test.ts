import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  formatMessage,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { createSession } from '../../server/src/lsp/session.ts';
import { envoyText, podText, serviceText } from '../lsp/sidecar.ts';

const uris = [
  ...[
    'file:///s/a.yaml',
    'file:///s/b.yaml',
    'file:///s/c/d.yaml',
    'file:///s/envoy.yaml',
    'file:///s/kustomization.yaml',
  ],
  ...['file:///s/lds.yaml', 'file:///s/c/lds.yaml'],
];

const naming = (api: string, path: string): string =>
  `dynamic_resources: { ${api}: { path_config_source: { path: ${path} } } }\nnode: { id: a, cluster: a }\n`;
const routes = `"@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
            rds: { config_source: { path_config_source: { path: /etc/d.yaml } } }`;

/** A pod that mounts two ConfigMaps. */
const mounting = podText().replace(
  /hostPath: .*/,
  'configMap: { name: one }\n    - name: more\n      configMap: { name: two, items: [{ key: a, path: a }] }',
);
const configMap = (name: string, key: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { ${key}: '1' }\n`;
const generating = (name: string, more = '') =>
  `${more}resources: [a.yaml, b.yaml]\nconfigMapGenerator: [{ name: ${name}, literals: [a=1] }]\n`;

const texts: readonly (string | undefined)[] = [
  undefined,
  '',
  'a: [',
  podText(),
  podText(9093),
  podText().replace('app: my-app', 'app: other'),
  podText().replace('app: my-app', 'app: my-ap'),
  `# the same, elsewhere\n${podText()}`,
  podText().replace('/config/envoy.yaml', '/config/d.yaml'),
  `${podText(9093)}---\n${serviceText(9093)}`,
  envoyText(),
  envoyText(9093),
  envoyText(9092, 'nope'),
  serviceText(),
  serviceText(9099),
  serviceText().replace('app: my-app', 'app: my-ap'),
  serviceText().replace('name: my-app', 'name: upstream'),
  envoyText().replace('STATIC', 'STRICT_DNS').replace('127.0.0.1, port_value: 80 ', 'upstream, port_value: 81 '),
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: { matchLabels: { app: my-app } }, ingress: [{ ports: [{ port: 80 }] }] }\n',
  'resources: [a.yaml, b.yaml]\nlabels: [{ pairs: { a: b }, includeSelectors: true }]\n',
  mounting,
  configMap('one', 'envoy.yaml'),
  configMap('two', 'b'),
  configMap('tow', 'a'),
  generating('two'),
  generating('two', 'namePrefix: p-\n'),
  naming('lds_config', '/etc/lds.yaml'),
  naming('cds_config', '/etc/c/lds.yaml'),
  `# the same, elsewhere\n${naming('lds_config', '/etc/lds.yaml')}`,
  `# envoy-sidecar: version=1.36\n${naming('lds_config', '/etc/lds.yaml')}`,
  podText().replace('v1.40.0', 'v1.36.0'),
  'resources:\n  - name: a\n',
  `resources:\n  - "@type": type.googleapis.com/envoy.config.listener.v3.Listener\n    tcp_keepalive: {}\n    filter_chains:\n      - filters:\n        - typed_config:\n            ${routes}\n`,
];

const change = fc.record({
  uri: fc.constantFrom(...uris),
  text: fc.constantFrom(...texts),
  by: fc.constantFrom('disk', 'buffer'),
  /** Whether the next change comes before anybody asks for the affected files. */
  isFollowed: fc.boolean(),
});

describe('a session', () => {
  it('names every file whose diagnostics a change alters', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const known = new Map<string, string>();
        let affected = (): ReadonlySet<string> => new Set();
        const session = createSession((find) => {
          affected = find;
        });
        for (const [version, { uri, text, by, isFollowed }] of changes.entries()) {
          if (by === 'disk') session.setFiles([[uri, text]]);
          else if (session.isOpen(uri)) session.change(uri, version, [{ text: text ?? '' }]);
          else session.open({ uri, languageId: 'yaml', version, text: text ?? '' });
          if (isFollowed) continue;
          for (const one of affected()) known.set(one, shown(session.diagnostics(one)));
          const fresh = withTexts(
            emptyWorkspace(),
            [...session.workspace.files.values()].map((file) => [file.uri, file.text] as const),
          );
          for (const other of uris) assert.equal(known.get(other) ?? '', shown(diagnose(fresh, other)), other);
        }
      }),
      { numRuns: 250 },
    );
  });
});

const shown = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ code, at, message, related = [] }) => {
      const places = related.map((other) => `${other.at.uri} ${other.at.range.start}`);
      return `${code} ${at.range.start} ${formatMessage(message)} ${places}`;
    })
    .join('\n');

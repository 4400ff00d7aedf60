import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyWorkspace, locateEnvoyError, positionAt, withText } from '../../server/src/analysis/index.ts';
import { corpusFolder, readRows } from '../corpus/corpus.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** The text at the place that a message about the seed's config is put on. */
function placed(message: string, change = ''): string | undefined {
  const workspace = workspaceOf(parseFixture(`#- /envoy.yaml stock:seed-envoy\n${change}`));
  const place = locateEnvoyError(workspace, 'file:///fixture/envoy.yaml', message);
  return place && workspace.files.get(place.uri)?.text.slice(place.range.start, place.range.end);
}

/** The error of the real Envoy 1.40 for the seed's config with a mistake, and the location of the mistake. */
const refusals: readonly {
  readonly mistake: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
  readonly message: string;
  readonly line: number;
  readonly at: string;
}[] = JSON.parse(readFileSync(new URL('envoy-refusals.json', import.meta.url), 'utf8'));

const seedText = parseFixture('#- /envoy.yaml stock:seed-envoy')[0]?.text ?? '';

describe("locating Envoy's errors", () => {
  for (const { mistake, edits, message, line, at } of refusals)
    it(`finds the line of: ${mistake}`, () => {
      const text = edits.reduce((before, [from, to]) => {
        assert.ok(before.includes(from), from);
        return before.replace(from, () => to);
      }, seedText);
      // The same config in a separate file and in a ConfigMap.
      const indented = text.replaceAll(/^(?=.)/gm, '    ');
      const configMap = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n${indented}`;
      for (const [whole, linesBefore] of [
        [text, 0],
        [configMap, 5],
      ] as const) {
        const workspace = withText(emptyWorkspace({ treatAs: 'envoy' }), 'file:///a.yaml', whole);
        const place = locateEnvoyError(workspace, 'file:///a.yaml', message);
        const index = workspace.files.get('file:///a.yaml')?.lineIndex;
        assert.ok(place && index);
        assert.equal(whole.slice(place.range.start, place.range.end).trim(), at.trim());
        assert.equal(positionAt(index, place.range.start).line + 1, line + linesBefore);
      }
    });

  it('finds names, types, addresses and paths that the message quotes', () => {
    for (const [message, text] of [
      ["route: unknown cluster 'targetCluster'", 'targetCluster'],
      ["cannot bind '0.0.0.0:9092': Address already in use", '9092'],
      ["error adding listener: 'x' has duplicate address '0.0.0.0:9092' as existing listener", '9092'],
      ["cluster manager: duplicate cluster 'targetCluster'", 'targetCluster'],
      [
        "Unable to parse JSON as proto (INVALID_ARGUMENT: could not find @type 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router')",
        'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
      ],
      [
        "Didn't find a registered implementation for 'envoy.filters.http.router' with type URL: ''",
        'envoy.filters.http.router',
      ],
      [
        "Protobuf message (type envoy.config.bootstrap.v3.Bootstrap reason INVALID_ARGUMENT: unknown enum value: 'STRICT_DNS') has unknown fields",
        'STRICT_DNS',
      ],
      [
        "malformed IP address: 127.0.0.1. Consider setting resolver_name or setting cluster type to 'STRICT_DNS' or 'LOGICAL_DNS'",
        '127.0.0.1',
      ],
      ['yaml-cpp: error at line 2, column 3: illegal map value', '  access_log_path: /tmp/admin_access.log'],
      [
        'Error: terminal filter named envoy.filters.http.router of type envoy.filters.http.router must be the last filter in a http filter chain.',
        'envoy.filters.http.router',
      ],
    ] as const)
      assert.equal(placed(message), text, message);
  });

  it("follows the path of protobuf's JSON reader to the field or value", () => {
    const reader = (at: string) =>
      `Protobuf message (type envoy.config.bootstrap.v3.Bootstrap reason INVALID_ARGUMENT: invalid JSON in envoy.config.bootstrap.v3.Bootstrap @ ${at}`;
    assert.equal(
      placed(
        reader(
          "static_resources.clusters[0]: message envoy.config.cluster.v3.Cluster, near 1:87 (offset 86): no such field: 'lb_policy') has unknown fields",
        ),
      ),
      'lb_policy',
    );
    assert.equal(
      placed(
        reader(
          'static_resources.clusters[0].connect_timeout: message google.protobuf.Duration, near 1:3: duration must end with a single s',
        ),
      ),
      '0.25s',
    );
    assert.equal(
      placed(
        reader(
          "static_resources.listeners[0].filter_chains[0].filters[0].typed_config.<any>: message x: no such field: 'codec_type') has",
        ),
      ),
      'codec_type',
    );
  });

  it('follows the chain of the constraint checker, from the root or from a typed config', () => {
    assert.equal(
      placed(
        'Proto constraint validation failed (BootstrapValidationError.StaticResources: embedded message failed validation | caused by StaticResourcesValidationError.Clusters[0]: embedded message failed validation | caused by ClusterValidationError.ConnectTimeout: value must be greater than 0s)',
      ),
      '0.25s',
    );
    assert.equal(
      placed(
        'Proto constraint validation failed (HttpConnectionManagerValidationError.StatPrefix: value length must be at least 1 characters)',
      ),
      'ingress_http',
    );
  });

  it("reads the server's last word out of a whole log", () => {
    const log = `[2026-11-23 13:36:55.091][27680][info][main] [source/server/server.cc:480]   envoy.filters.http: envoy.filters.http.router, missing: admin
[2026-11-23 13:36:54.702][27613][critical][main] [source/server/server.cc:449] error \`route: unknown cluster 'targetCluster'\` initializing config 'goo.gle/debugonly  
  /etc/envoy/envoy.yaml'
[2026-11-23 13:36:54.702][27613][info][main] [source/server/server.cc:1022] exiting
`;
    assert.equal(placed(log), 'targetCluster');
  });

  it('falls back to the first key', () => assert.equal(placed('something nobody has heard of'), 'admin'));

  it('answers for the manifest that the config is linked to', () => {
    const workspace = workspaceOf(parseFixture('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy'));
    assert.equal(
      locateEnvoyError(workspace, 'file:///fixture/pod.yaml', "unknown cluster 'targetCluster'")?.uri,
      'file:///fixture/envoy.yaml',
    );
  });

  if (corpusFolder) {
    const corpus = corpusFolder;
    it('puts at least 90 % of the real refusals of the corpus on a line of the mistake', function () {
      this.timeout(60_000);
      const rows = readRows(path.join(corpus, 'mutants', 'index.csv')).filter(({ verdict }) => verdict === 'rejected');
      const located = rows.filter(({ file = '', message = '', line, endline }) => {
        const uri = 'file:///mutant.yaml';
        const workspace = withText(
          emptyWorkspace({ treatAs: 'envoy' }),
          uri,
          readFileSync(path.join(corpus, 'mutants', file), 'utf8'),
        );
        const place = locateEnvoyError(workspace, uri, message);
        const index = workspace.files.get(uri)?.lineIndex;
        const at = place && index ? positionAt(index, place.range.start).line + 1 : 0;
        return Number(line) <= at && at <= Number(endline);
      });
      console.log(`      ${located.length} of ${rows.length} refusals located`);
      assert.ok(located.length >= rows.length * 0.9);
    });
  }
});

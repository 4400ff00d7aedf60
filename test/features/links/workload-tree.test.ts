import assert from 'node:assert/strict';
import { type TreeNode, workloadTree } from '../../../server/src/analysis/index.ts';
import { translationFor } from '../../../server/src/l10n/translations.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const sidecar = '#- /pod.yaml stock:sidecar-pod\n#- /config.yaml stock:sidecar-config\n';
const service = '#- /service.yaml stock:sidecar-service\n';

const treeOf = (fixture: string, locale = 'en') =>
  workloadTree(workspaceOf(parseFixture(fixture)), translationFor(locale));

const lines = (nodes: readonly TreeNode[], indent = ''): readonly string[] =>
  nodes.flatMap(({ kind, label, detail, below }) => [
    `${indent}${kind}: ${label}${detail && ` (${detail})`}`,
    ...lines(below, `${indent}  `),
  ]);

const shown = (fixture: string, locale?: string): string => lines(treeOf(fixture, locale)).join('\n');

const reached = `    listener: ingress (0.0.0.0:9092)
      route: / (→ app)
        cluster: app (STATIC)
          note: Endpoint 127.0.0.1:8080
            note: containerPort 8080 of container 'app'
`;
const config = `  note: Config: key 'envoy.yaml' of ConfigMap 'envoy-config'
    note: Volume 'envoy-config' is mounted at '/etc/envoy'
    note: Envoy's image reads '/etc/envoy/envoy.yaml' by default`;

describe('the tree of the workloads', () => {
  it('leads from the Service over listener, route and cluster to the container', () => {
    assert.equal(
      shown(sidecar + service),
      `workload: web (Pod · pod.yaml)\n  service: web (80)\n${reached}  listener: admin (127.0.0.1:9901)\n${config}`,
    );
  });

  it('has the listeners without a Service below the pod', () => {
    assert.match(shown(sidecar), /^workload: web .*\n {2}listener: ingress \(0\.0\.0\.0:9092\)\n/);
    assert.match(shown(`${sidecar}${service}#~ 9092 => 8080\n`), /\n {2}service: web \(80\)\n {2}listener: ingress /);
  });

  it('says what is not linked', () => {
    assert.match(shown('#- /pod.yaml stock:sidecar-pod\n'), /\n {2}note: Config: not linked\n {4}note: .*envoy-config/);
    assert.match(
      shown(`${sidecar}#~ route: { cluster: app } => route: { cluster: other }\n`),
      /\n {6}note: Uses cluster 'other'\. Not linked: it is not in the config/,
    );
    assert.equal(shown(service), '');
  });

  it('shows the hosts of routes, and what a route answers itself', () => {
    const changed = `${sidecar}#~ ["*"] => [web.example.com]\n#~ route: { cluster: app } => direct_response: { status: 200 }\n`;
    assert.match(shown(changed), /\n {4}route: web\.example\.com \/ \(direct response\)/);
  });

  it('leads to the places, within their parts', () => {
    const [pod] = treeOf(sidecar + service);
    const [found, , note] = pod?.below ?? [];
    const [listener] = found?.below ?? [];
    for (const one of [pod, found, listener, ...(listener?.below ?? [])]) {
      assert.equal(one?.at?.uri, one?.extent?.uri);
      assert.ok(one?.at && one.extent && one.extent.range.start <= one.at.range.start);
      assert.ok(one.at.range.end <= one.extent.range.end);
    }
    assert.match(found?.at?.uri ?? '', /service\.yaml$/);
    assert.match(listener?.at?.uri ?? '', /config\.yaml$/);
    assert.equal(note?.extent, undefined);
  });

  it('says its sentences in Chinese', () => {
    assert.match(shown(sidecar, 'zh-cn'), /note: 端点 127\.0\.0\.1:8080\n/);
  });
});

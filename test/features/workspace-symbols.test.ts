import assert from 'node:assert/strict';
import { displayMessage, workspaceSymbols } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const workspace = workspaceOf(
  parseFixture(
    '#- /map.yaml stock:sidecar-config\n#- /pod.yaml stock:sidecar-pod\n#~ - containerPort: 9092 => - { name: http, containerPort: 9092 }\n#- /service.yaml stock:sidecar-service\n',
  ),
);
const found = (query: string): readonly string[] =>
  workspaceSymbols(workspace, query).map(({ name, detail }) => `${name} (${displayMessage(detail)})`);

describe('the symbols of a workspace', () => {
  it('are listeners, clusters, virtual hosts, manifests and their keys, containers, volumes and named ports', () => {
    assert.deepEqual(found(''), [
      'ingress (listener · map.yaml)',
      'app (cluster · map.yaml)',
      'everything (virtual host · map.yaml)',
      'envoy-config (ConfigMap · map.yaml)',
      'envoy.yaml (key · map.yaml)',
      'web (Pod · pod.yaml)',
      'app (container · pod.yaml)',
      'envoy (container · pod.yaml)',
      'envoy-config (volume · pod.yaml)',
      'http (port · pod.yaml)',
      'web (Service · service.yaml)',
    ]);
  });

  it('are found by letters of their names, in any case', () => {
    assert.deepEqual(found('ENC'), ['envoy-config (ConfigMap · map.yaml)', 'envoy-config (volume · pod.yaml)']);
    assert.deepEqual(found('w b'), ['web (Pod · pod.yaml)', 'web (Service · service.yaml)']);
    assert.deepEqual(found('bew'), []);
  });
});

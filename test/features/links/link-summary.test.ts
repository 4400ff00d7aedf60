import assert from 'node:assert/strict';
import { formatMessage, linkSummary } from '../../../server/src/analysis/index.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const config = '#- /config.yaml stock:sidecar-config\n';
const pod = '#- /pod.yaml stock:sidecar-pod\n';
const service = '#- /service.yaml stock:sidecar-service\n';

const summary = (fixture: string, name: string): readonly string[] =>
  linkSummary(workspaceOf(parseFixture(fixture)), `file:///fixture/${name}`).map((said) => formatMessage(said));

describe('the summary of the links of a file', () => {
  it('says which config a pod reads and which Services select it', () => {
    assert.deepEqual(summary(pod + config + service, 'pod.yaml'), [
      "Config: key 'envoy.yaml' of ConfigMap 'envoy-config'.",
      "Service 'web' selects this pod.",
    ]);
    assert.deepEqual(summary(pod, 'pod.yaml'), [
      'Config: not linked.',
      'Not linked: no Service of the workspace selects this pod.',
    ]);
  });

  it('says which pod reads a config, and which one a Service selects', () => {
    assert.deepEqual(summary(pod + config + service, 'config.yaml'), ["Pod 'web' in 'pod.yaml' reads this config."]);
    assert.deepEqual(summary(pod + config + service, 'service.yaml'), [
      "Service 'web' selects Pod 'web' in 'pod.yaml'.",
    ]);
  });

  it('says that no pod reads a config, and nothing about other files', () => {
    assert.deepEqual(summary(config, 'config.yaml'), [
      "No Envoy container is known to read the config in 'config.yaml'.",
    ]);
    assert.deepEqual(summary('#- /values.yaml\na: 1\n', 'values.yaml'), []);
    assert.deepEqual(summary('', 'none.yaml'), []);
  });
});

import assert from 'node:assert/strict';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { applyFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'workload/loopback-listener-exposed';
const probed = (...probes: string[]): string =>
  `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n${probes.map((probe) => `      ${probe}`).join('\\n')}
#- /envoy-config.yaml stock:sidecar-config
`;
const ready = 'readinessProbe: { httpGet: { path: /ready, port: 9901 } } # up?';

describe('the listener for probes of an admin on loopback', () => {
  const workspace = workspaceOf(
    parseFixture(probed(ready, 'livenessProbe: { httpGet: { path: /server_info, port: 9901 } }')),
  );
  const preferred = () => diagnosticsOf(workspace, code)[0]?.fixes?.()[0];

  it('serves the paths of Envoy’s probes, and nothing else of the admin', () => {
    const fix = preferred();
    assert.ok(fix?.preferred);
    assert.equal(formatMessage(fix.title), 'Add a listener on port 9902 for /ready, /server_info and probe it');
    const after = applyFix(workspace, fix);
    assert.deepEqual(diagnosticsOf(after), []);
    const pod = after.files.get('file:///fixture/pod.yaml')?.text ?? '';
    assert.ok(pod.includes('readinessProbe: { httpGet: { path: /ready, port: 9902 } } # up?'), pod);
    assert.ok(pod.includes('- containerPort: 9092\n        - containerPort: 9902\n'), pod);
    const [config] = bootstrapsOf(after);
    assert.deepEqual(
      [...(config ?? '').matchAll(/path: (\S+)/g)].map(([, path]) => path),
      ['/ready', '/server_info'],
    );
  });

  itAsksEnvoy('is accepted by Envoy', async (envoy) => {
    const fix = preferred();
    assert.ok(fix);
    assert.deepEqual(await refusals(envoy, bootstrapsOf(applyFix(workspace, fix))), []);
  });

  it('is not offered for a path with a query, for an app’s probe and where no path is asked', () => {
    for (const probe of [
      'readinessProbe: { httpGet: { path: "/ready?a", port: 9901 } }',
      'readinessProbe: { tcpSocket: { port: 9901 } }',
    ])
      assert.deepEqual(fixTitles(probed(probe), code), []);
    const apps = probed('tty: false').replace(
      '#- /envoy',
      `#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      ${ready}\n#- /envoy`,
    );
    assert.deepEqual(fixTitles(apps, code), []);
  });
});

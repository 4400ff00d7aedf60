import assert from 'node:assert/strict';
import { checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'workload/container-port-unused';
const pod = (...lines: string[]) => ['#- /pod.yaml stock:sidecar-pod', ...lines, ''].join('\n');
const config = '#- /envoy-config.yaml stock:sidecar-config\n';

describe(code, () => {
  it('offers the bound port that it is a slip of', () => {
    const before = pod('#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9001') + config;
    assert.deepEqual(fixTitles(before, code), ['Remove containerPort 9001', 'Change containerPort 9001 to 9901']);
    checkFix(
      before,
      code,
      pod('#~ containerPort: 9092 => containerPort: 9092\\n        - containerPort: 9901'),
      'Change containerPort 9001 to 9901',
    );
  });

  it('removes the list with its last port', () => {
    const bare = '#- /envoy-config.yaml stock:sidecar-config\n#~ 0.0.0.0 => 127.0.0.1\n';
    checkFix(
      `${pod('#~ containerPort: 9092 => containerPort: 7000')}${bare}`,
      code,
      pod('#~       ports:\\n        - containerPort: 9092\\n =>'),
    );
  });

  it('takes the listener that is not declared instead, if the port is the app’s', () => {
    const before = pod('#~ containerPort: 9092 => containerPort: 8080') + config;
    assert.deepEqual(fixTitles(before, code), ['Change containerPort 8080 to 9092']);
    checkFix(before, code, pod());
  });

  it('does not remove what a Service or a probe goes by', () => {
    const before =
      pod(
        '#~ - containerPort: 9092 => - containerPort: 9092\\n        - { name: old, containerPort: 7000 }',
        '#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n      livenessProbe: { tcpSocket: { port: old } }',
      ) + config;
    assert.deepEqual(fixTitles(before, code), ['Change containerPort 7000 to 9901']);
  });
});

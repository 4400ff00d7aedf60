import assert from 'node:assert/strict';
import { applyEdits, createService, formatMessage, isRefused } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

function answer(fixture: string): ReturnType<typeof createService> {
  const files = parseFixture(fixture);
  const at = files.find(({ cursor }) => cursor !== undefined) ?? files[0];
  return createService(workspaceOf(files), at?.uri ?? '', at?.cursor);
}

function serviceOf(fixture: string) {
  const plan = answer(fixture);
  assert.ok(!isRefused(plan), JSON.stringify(plan));
  return plan;
}

const refusalOf = (fixture: string): string => {
  const plan = answer(fixture);
  return isRefused(plan) ? formatMessage(plan.refused) : 'not refused';
};

const pod = '#- /pod.yaml stock:seed-pod\n';
const twoListeners = (cursor: string) => `#- /envoy.yaml
static_resources:
  listeners:
    - name: inside
      address: { socket_address: { address: 127.0.0.1, port_value: 15000 } }
    - name: ${cursor}outside
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
    - name: datagrams
      address: { socket_address: { address: 0.0.0.0, port_value: 5353, protocol: UDP } }
`;

describe('creating a Service for a listener', () => {
  it('targets the listener at the cursor, otherwise the first one that is reachable', () => {
    assert.deepEqual(serviceOf(pod + twoListeners('')).manifest.spec, {
      selector: { app: 'my-app' },
      ports: [{ name: 'proxy', port: 9092, targetPort: 9092 }],
    });
    const udp = twoListeners('').replace('datagrams', '$0datagrams');
    assert.deepEqual((serviceOf(pod + udp).manifest.spec as { ports: unknown }).ports, [
      { name: 'proxy', port: 5353, targetPort: 5353, protocol: 'UDP' },
    ]);
  });

  it('targets a containerPort by its name', () => {
    const named = `${pod}#~ - containerPort: 9092 => - { name: ingress, containerPort: 9092 }\n`;
    assert.deepEqual((serviceOf(named + twoListeners('')).manifest.spec as { ports: unknown }).ports, [
      { name: 'proxy', port: 9092, targetPort: 'ingress' },
    ]);
  });

  it('is added to the file with Services of the pod, otherwise after its manifest', () => {
    const files = parseFixture(`${pod}${twoListeners('')}#- /service.yaml stock:seed-service\n#~ 9092 => 80`);
    const plan = createService(workspaceOf(files), 'file:///fixture/pod.yaml');
    assert.ok(!isRefused(plan), JSON.stringify(plan));
    assert.equal(plan.edits.uri, 'file:///fixture/service.yaml');
    const text = applyEdits(files[2]?.text ?? '', plan.edits.edits);
    const after = workspaceOf([{ uri: plan.edits.uri, text, claims: [] }]).files.get(plan.edits.uri);
    assert.deepEqual(
      after?.manifests.map(({ kind, name }) => `${kind} ${name?.value}`),
      ['Service my-service', 'Service my-pod'],
    );
    assert.equal(serviceOf(pod + twoListeners('')).edits.uri, 'file:///fixture/pod.yaml');
  });

  it('has a valid and unused name', () => {
    const other = '#- /other.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: my-pod }\nspec: {}\n';
    assert.equal(serviceOf(pod + twoListeners('') + other).manifest.metadata.name, 'my-pod-2');
    const dotted = `${pod}#~ name: my-pod => name: 2.my.pod\n`;
    assert.equal(serviceOf(dotted + twoListeners('')).manifest.metadata.name, 'my-pod');
  });

  it('selects by all labels if there is no usual one', () => {
    const labels = `${pod}#~ app: my-app => tier: front\\n    run: web\n`;
    assert.deepEqual((serviceOf(labels + twoListeners('')).manifest.spec as { selector: unknown }).selector, {
      tier: 'front',
      run: 'web',
    });
  });

  it('says why it cannot', () => {
    assert.match(
      refusalOf(pod + twoListeners('').replace('inside', 'in$0side')),
      /^Listener 'inside' is bound to the loopback address 127\.0\.0\.1, which a Service cannot reach\./,
    );
    assert.equal(
      refusalOf(`${pod}${twoListeners('')}#- /service.yaml stock:seed-service`),
      "Listener 'outside' already has a Service in service.yaml.",
    );
    assert.match(refusalOf(`${pod}#~   labels:\\n    app: my-app => \n${twoListeners('')}`), /^The pod has no labels/);
    assert.match(refusalOf(pod), /^No listener with a known port was found/);
    assert.match(refusalOf(twoListeners('')), /is not related to a pod with an Envoy container/);
  });
});

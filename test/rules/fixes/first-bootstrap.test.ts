import assert from 'node:assert/strict';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { boundPorts, loopbackEndpoints } from '../../../server/src/analysis/workspace/envoy-workload.ts';
import { applyFix, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const config = `#- /envoy-config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  a: b # kept
`;

/** The listeners and endpoints of the Envoy after the fix with a bootstrap, and what is still found. */
function fixed(pod: string, ending = '\n') {
  const files = parseFixture(`${pod}${config}`).map((file) => ({ ...file, text: file.text.replaceAll('\n', ending) }));
  const workspace = workspaceOf(files);
  const [finding] = diagnosticsOf(workspace);
  const fix = finding?.fixes?.().find(({ title }) => formatMessage(title).endsWith("to ConfigMap 'envoy-config'"));
  if (!fix) return undefined;
  const later = applyFix(workspace, fix);
  const [link] = later.workloads.flatMap((workload) => workload.config ?? []);
  const text = later.files.get('file:///fixture/envoy-config.yaml')?.text ?? '';
  assert.ok(text.includes('  a: b # kept'), text);
  assert.equal(text.split(ending).length, text.split('\n').length, 'other line ends');
  return {
    listeners: link && boundPorts(link.source.config).map(({ host, port }) => `${host}:${port}`),
    endpoints: link && loopbackEndpoints(link.source.config).map(({ port }) => port),
    found: diagnosticsOf(later).map(({ code }) => code),
  };
}

const known = { listeners: ['0.0.0.0:9092', '127.0.0.1:9901'], endpoints: [8080], found: [] };
const pod = (...changes: string[]) =>
  `#- /pod.yaml stock:sidecar-pod\n${changes.map((change) => `#~ ${change}\n`).join('')}`;
const appPorts = '      ports:\\n        - containerPort: 8080\\n';

describe('a first bootstrap', () => {
  it('leads from the port of Envoy to the port of the app', () => {
    assert.deepEqual(fixed(pod()), known);
    assert.deepEqual(fixed(pod(), '\r\n'), known);
    assert.deepEqual(fixed(pod(`example.com/web:1.4.2\\n${appPorts} => nginx:1.29\\n`))?.endpoints, [80]);
  });

  it('is not offered if one of the ports is not known', () => {
    assert.equal(fixed(pod(`${appPorts} => `)), undefined);
    assert.equal(
      fixed(pod('- containerPort: 8080 => - containerPort: 8080\\n        - containerPort: 8081')),
      undefined,
    );
    assert.equal(fixed(pod('- containerPort: 9092 => - { containerPort: 9092, protocol: UDP }')), undefined);
    assert.equal(fixed(pod('- containerPort: 8080 => - containerPort: 9092')), undefined);
  });
});

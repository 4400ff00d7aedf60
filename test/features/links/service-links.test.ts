import assert from 'node:assert/strict';
import { linksText } from '../../../server/src/analysis/index.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

/** What the report says of a Service with these ports, and with a further pod that it may select. */
function serviceLines(ports: string, { pod = '', other = '' } = {}): readonly string[] {
  const fixture = `#- /pod.yaml stock:sidecar-pod
${pod}
#- /config.yaml stock:sidecar-config
#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [${ports}] }
${other}`;
  const lines = linksText(workspaceOf(parseFixture(fixture))).text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('  Service '));
  return lines.slice(start, lines.indexOf('', start)).map((line) => line.trim().replace(/ {2}\S+$/, ''));
}

describe('the report about the links of a Service', () => {
  it('says what each port leads to', () => {
    const selects = "Service 'web' selects this pod.";
    for (const [port, said] of [
      ['{ port: 80, targetPort: 9092 }', "Port 80 leads to listener 'ingress' at port 9092."],
      ['{ port: 9901 }', 'Port 9901 leads to the admin interface at port 9901.'],
      ['{ port: 80, targetPort: 8080 }', "Port 80 leads to port 8080 of container 'app'."],
      ['{ port: 80, targetPort: 7000 }', 'Port 80: not linked: no listener and no containerPort has port 7000.'],
      ['{ port: 80, targetPort: http }', "Port 80: not linked: no containerPort is named 'http'."],
      ['{ port: 80, targetPort: "{{ port }}" }', 'Port 80: not linked: its target is not a port that can be read.'],
    ] as const)
      assert.deepEqual(serviceLines(port), [selects, said]);
  });

  it('follows the name of a port', () => {
    const named = '#~ containerPort: 9092 => containerPort: 9092\\n          name: envoy';
    const [, said] = serviceLines('{ port: 80, targetPort: envoy }', { pod: named });
    assert.equal(said, "Port 80 leads to listener 'ingress' at port 9092.");
  });

  it('says that it selects other pods, too', () => {
    const other =
      '#- /other.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: other, labels: { app: web } }\nspec: { containers: [{ name: app, image: nginx }] }\n';
    assert.equal(
      serviceLines('{ port: 80, targetPort: 9092 }', { other })[0],
      "Service 'web' selects this pod and others.",
    );
  });
});

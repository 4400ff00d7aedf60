import assert from 'node:assert/strict';
import { formatMessage, type Workspace } from '../../../server/src/analysis/index.ts';
import { digitsApart } from '../../../server/src/analysis/rules/fixes/port-edits.ts';
import { applyFix, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { type FixtureFile, parseFixture } from '../../fixture/parse-fixture.ts';

const stock =
  '#- /pod.yaml stock:sidecar-pod\n#- /config.yaml stock:sidecar-config\n#- /service.yaml stock:sidecar-service';

describe('edits of ports', () => {
  it('change only their numbers in every kind of text: CRLF, JSON, a config in quotes', () => {
    const [pod, config, service] = parseFixture(stock);
    assert.ok(pod && config && service);
    const crlf = (file: FixtureFile): FixtureFile => ({ ...file, text: file.text.replaceAll('\n', '\r\n') });
    const variants: [string, FixtureFile[]][] = [
      ['CRLF', [pod, config, service].map(crlf)],
      ['JSON', [{ ...pod, text: podJson }, config, service]],
      ['a config in quotes', [pod, { ...config, text: quoted(config.text) }, service]],
    ];
    for (const [title, files] of variants) {
      const given = workspaceOf(files);
      assert.deepEqual(diagnosticsOf(given), [], title);
      const wrong = workspaceOf(
        files.map((file) => ({
          ...file,
          text: file.text.replace('0.0.0.0, port_value: 9092', '0.0.0.0, port_value: 9093'),
        })),
      );
      const texts = fixedTexts(wrong);
      assert.deepEqual(texts.get('Move listener from port 9093 to 9092'), textsOf(given), title);
      assert.deepEqual(
        texts.get('Change containerPort 9092 to 9093'),
        textsOf(given).map((text) => text.replaceAll('9092', '9093')),
        title,
      );
    }
  });

  it('change what a NetworkPolicy of the pod allows, but not one for every pod', () => {
    const policy = (labels: string) => `#- /policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec: { podSelector: ${labels}, policyTypes: [Ingress], ingress: [{ ports: [{ port: 9092 }] }] }
`;
    const conflicting = stock.replace(
      'stock:sidecar-pod',
      'stock:sidecar-pod\n#~ containerPort: 8080 => containerPort: 9092',
    );
    const allowedAfter = (labels: string): string | undefined => {
      const given = workspaceOf(
        parseFixture(`${conflicting.replace('sidecar-config', 'sidecar-config\n#~ 8080 => 9092')}\n${policy(labels)}`),
      );
      const fixes = diagnosticsOf(given, 'workload/port-conflict').flatMap((found) => found.fixes?.() ?? []);
      const fix = fixes.find(({ title }) => formatMessage(title) === 'Move Envoy from port 9092 to 9093');
      return (
        fix &&
        applyFix(given, fix)
          .files.get('file:///fixture/policy.yaml')
          ?.text.match(/port: \d+/)?.[0]
      );
    };
    const labels = '{ matchLabels: { app: web } }';
    assert.equal(allowedAfter(labels), 'port: 9093');
    assert.equal(allowedAfter('{}'), 'port: 9092');
  });

  it('know how far apart two ports are in writing', () => {
    assert.deepEqual(
      [digitsApart(9092, 9092), digitsApart(9092, 9093), digitsApart(80, 8080), digitsApart(443, 8080)],
      [0, 1, 2, 4],
    );
  });
});

const textsOf = (workspace: Workspace): string[] => [...workspace.files.values()].map(({ text }) => text);

/** The texts of all files after each fix of the first diagnostic. */
const fixedTexts = (workspace: Workspace): Map<string, string[]> =>
  new Map(
    (diagnosticsOf(workspace)[0]?.fixes?.() ?? []).map((fix) => [
      formatMessage(fix.title),
      textsOf(applyFix(workspace, fix)),
    ]),
  );

const podJson = JSON.stringify(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      containers: [
        { name: 'app', image: 'example.com/web:1.4.2', ports: [{ containerPort: 8080 }] },
        {
          name: 'envoy',
          image: 'envoyproxy/envoy:v1.40.0',
          ports: [{ containerPort: 9092 }],
          volumeMounts: [{ name: 'envoy-config', mountPath: '/etc/envoy' }],
        },
      ],
      volumes: [{ name: 'envoy-config', configMap: { name: 'envoy-config' } }],
    },
  },
  null,
  2,
);

/** The same ConfigMap with its block scalar as a double-quoted one. */
function quoted(text: string): string {
  const [head = '', body = ''] = text.split('envoy.yaml: |\n');
  return `${head}envoy.yaml: ${JSON.stringify(body.replace(/^ {4}/gm, ''))}\n`;
}

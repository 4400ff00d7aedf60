import assert from 'node:assert/strict';
import { createSession } from '../../server/src/lsp/session.ts';
import { envoyText, podText, serviceText } from './sidecar.ts';

const [pod, config, service, patch] = ['pod', 'envoy', 'service', 'overlay/patch'].map(
  (name) => `file:///s/${name}.yaml`,
);

type Files = readonly (readonly [uri: string | undefined, text: string])[];

/** The files that get new diagnostics when one of them gets another text. */
function affectedBy(files: Files, changed: string | undefined, text: string): readonly string[] {
  let affected: ReadonlySet<string> = new Set();
  const session = createSession((uris) => {
    affected = uris();
  });
  session.setFiles(files.map(([uri = '', written]) => [uri, written] as const));
  session.setFiles([[changed ?? '', text]]);
  return [...affected].sort();
}

const kustomization = (lines: string) => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${lines}\n`;
const patchText = (port: number) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: my-pod }\nspec: { containers: [{ name: envoy, ports: [{ containerPort: ${port} }] }] }\n`;
describe('the files that a change affects', () => {
  const built: Files = [
    ['file:///s/kustomization.yaml', kustomization('resources: [pod.yaml]')],
    [pod, podText()],
    [config, envoyText()],
    ['file:///s/overlay/kustomization.yaml', kustomization('resources: [..]\npatches: [{ path: patch.yaml }]')],
    [patch, patchText(7000)],
  ];

  it('are those of a pod that a kustomization patches, if the patch changes', () => {
    const affected = affectedBy(built, patch, patchText(7001));
    assert.ok(pod && config && patch);
    assert.ok(affected.includes(patch) && affected.includes(pod), affected.join());
  });

  it('are not those of a pod that a kustomization patches as before', () => {
    const other = 'file:///s/other.yaml';
    assert.deepEqual(affectedBy([...built, [other, 'a: 1']], other, 'a: 2'), [other]);
  });

  it('are those of a pod that a Service selects, if the Service changes', () => {
    const files: Files = [
      [pod, podText()],
      [config, envoyText()],
      [service, serviceText(9092)],
    ];
    const affected = affectedBy(files, service, serviceText(9093));
    assert.ok(pod && service && affected.includes(pod) && affected.includes(service), affected.join());
  });
});

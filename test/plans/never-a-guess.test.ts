import assert from 'node:assert/strict';
import { deployPlan, formatMessage, isRefused, localPlan } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { type FixtureFile, parseFixture } from '../fixture/parse-fixture.ts';
import { brokenFiles, seedFiles } from './fixture/broken-files.ts';

const podUri = 'file:///fixture/pod.yaml';
const seed = (pod: string, envoy = '', service = '') =>
  `#- /pod.yaml stock:seed-pod\n${pod}#- /envoy.yaml stock:seed-envoy\n${envoy}#- /service.yaml stock:seed-service\n${service}`;

/** The line at which a plan is rejected, and the reason. */
function refusal(
  fixture: string | readonly FixtureFile[],
  plan: typeof deployPlan | typeof localPlan = deployPlan,
  uri = podUri,
) {
  const workspace = workspaceOf(typeof fixture === 'string' ? parseFixture(fixture) : fixture);
  const made = plan(workspace, uri);
  assert.ok(isRefused(made), `${JSON.stringify(fixture)}\n${JSON.stringify(made).slice(0, 300)}`);
  const { location } = made;
  const text = (location && workspace.files.get(location.uri)?.text) ?? '';
  const start = text.lastIndexOf('\n', (location?.range.start ?? 0) - 1) + 1;
  const [line = ''] = text.slice(start).split('\n');
  return { said: formatMessage(made.refused), line: line.trim(), uri: location?.uri };
}

describe('a plan', () => {
  it('is rejected at the line of the mistake, whatever else could be read', () => {
    for (const { what, files, uri, line } of brokenFiles) {
      const { said, line: shown, uri: at } = refusal(files);
      assert.equal(at, uri, `${what}: ${said}`);
      assert.ok(shown.includes(line), `${what}: ${said} ${shown}`);
    }
    assert.ok(!isRefused(deployPlan(workspaceOf(seedFiles()), podUri)));
  });

  it('is rejected if a config or a Service of the pod is broken', () => {
    const config = refusal(seed('', '#~       domains: ["*"]   =>       domains: ["*"\n'));
    assert.equal(config.uri, 'file:///fixture/envoy.yaml');
    assert.match(config.said, /^envoy\.yaml has a syntax error\. /);
    const [, , service] = parseFixture(seed(''));
    const brokenService = seed('').replace(
      '#- /service.yaml stock:seed-service\n',
      `#- /service.yaml\n${service?.text}\n---\na: [1\n`,
    );
    assert.equal(refusal(brokenService).uri, 'file:///fixture/service.yaml');
    const silenced = seed('', '#~       domains: ["*"]   =>       domains: ["*" # envoy-sidecar: ignore yaml/syntax\n');
    assert.match(refusal(silenced).said, /syntax error/);
  });

  it('is rejected for a local run as well', () => {
    const fixture = seed('', '#~       domains: ["*"]   =>       domains: ["*"\n');
    assert.match(refusal(fixture, localPlan).said, /^envoy\.yaml has a syntax error\. /);
  });

  it('is rejected if a placeholder would be sent as it is', () => {
    const [pod] = parseFixture(seed(''));
    const image = /image: .*/.exec(pod?.text ?? '')?.[0] ?? '';
    assert.ok(image);
    const { said, line } = refusal(`#- /pod.yaml\n${pod?.text.replace(image, 'image: "app:${TAG}"')}`);
    assert.equal(said, "'app:${TAG}' in pod.yaml is a placeholder. Replace it with a value.");
    assert.match(line, /\$\{TAG\}/);
    const shell = `#- /pod.yaml\n${pod?.text.replace(image, `${image}\n    args: ["--x=\${HOME}"]`)}`;
    assert.ok(!isRefused(deployPlan(workspaceOf(parseFixture(shell)), podUri)));
  });

  it('is rejected if a kustomization changes the manifest, directly or as an overlay', () => {
    const said = (kustomizations: string) => refusal(`${seed('')}${kustomizations}`).said;
    assert.equal(
      said('#- /kustomization.yaml\nresources: [pod.yaml]\nnamespace: team\nimages: [{ name: app, newTag: "2" }]\n'),
      "fixture/kustomization.yaml changes Pod 'my-pod' (namespace, images), which a deployment from here would ignore. Use 'kubectl apply -k' instead.",
    );
    assert.match(
      said(
        '#- /kustomization.yaml\nresources: [pod.yaml]\n#- /prod/kustomization.yaml\nresources: [../]\nnamePrefix: p-\n',
      ),
      /^prod\/kustomization\.yaml changes Pod 'my-pod' \(namePrefix\)/,
    );
    assert.match(
      said('#- /kustomization.yaml\nresources: [pod.yaml]\nreplicas: [{ name: my-pod, count: 2 }]\n'),
      /\(replicas\)/,
    );
    const plain = `${seed('')}#- /kustomization.yaml\nresources: [pod.yaml, service.yaml]\n#- /other/kustomization.yaml\nresources: [x.yaml]\nnamespace: y\n`;
    assert.ok(!isRefused(deployPlan(workspaceOf(parseFixture(plain)), podUri)));
  });
});

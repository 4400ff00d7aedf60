import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  applyEdits,
  formatMessage,
  newSidecar,
  type SidecarAnswers,
  sidecarKinds,
  sidecarManifest,
  sidecarWorkloads,
  type Workspace,
  withTexts,
} from '../../../server/src/analysis/index.ts';
import { selfSignedCertificate } from '../../../server/src/self-signed-certificate.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const certificate = selfSignedCertificate(['localhost'], new Date());
const folder = 'file:///fixture/';

function manifestOf(given: Partial<SidecarAnswers>): string {
  const text = sidecarManifest(given, { certificate });
  assert.ok(typeof text === 'string', JSON.stringify(text));
  return text;
}

const workspaceWith = (text: string): Workspace => workspaceOf(parseFixture(`#- /app.yaml\n${text}`));

/** The workspace of a fixture after a new sidecar. */
function added(fixture: string, given: Partial<SidecarAnswers>, taken: readonly string[] = []) {
  const workspace = workspaceOf(parseFixture(fixture));
  const made = newSidecar(workspace, folder, taken, given, { certificate });
  assert.ok('edits' in made);
  const texts = made.edits.map(
    ({ uri, edits }) => [uri, applyEdits(workspace.files.get(uri)?.text ?? '', edits)] as const,
  );
  return { made, workspace: withTexts(workspace, texts), texts: new Map(texts) };
}

const checkClean = (workspace: Workspace): void =>
  assert.deepEqual(
    diagnosticsOf(workspace).map(({ code, message }) => `${code}: ${formatMessage(message)}`),
    [],
  );

const all = sidecarKinds.flatMap((kind) => sidecarWorkloads.map((workload) => ({ kind, workload })));

describe('the manifests of a new sidecar', () => {
  for (const given of all)
    it(`pass every check: ${given.kind}, ${given.workload}`, () => {
      const workspace = workspaceWith(manifestOf(given));
      checkClean(workspace);
      const [linked, ...others] = workspace.workloads;
      assert.equal(others.length, 0);
      assert.equal(linked?.config?.delivery, 'config-map');
      assert.equal(linked?.manifest.kind, given.workload);
      assert.equal(linked?.services.length, 1);
    });

  it('pass every check with any image and ports', () => {
    const name = fc
      .stringMatching(/^[a-z0-9]([a-z0-9._-]{0,9}[a-z0-9])?$/)
      .filter((text) => !/\.\.|__|_\.|\._/.test(text));
    const image = fc.tuple(name, name, fc.constantFrom('', ':1.4', ':latest')).map(([a, b, tag]) => `${a}/${b}${tag}`);
    const port = fc.integer({ min: 1, max: 65535 });
    fc.assert(
      fc.property(fc.constantFrom(...all), image, port, port, (kinds, image, port, listen) => {
        const text = sidecarManifest({ ...kinds, image, port, listen }, { certificate });
        if (typeof text === 'string') checkClean(workspaceWith(text));
        else
          assert.ok(
            port === listen || [port, listen].includes(9901) || /envoy/.test(image),
            formatMessage(text.refused),
          );
      }),
      { numRuns: 60 },
    );
  });

  it('have the image and ports that were given, and the newest Envoy or the one that is set', () => {
    const text = manifestOf({ image: 'registry.example.com:5000/team/web_shop:1.4', port: 3000, listen: 9092 });
    assert.match(text, /image: registry\.example\.com:5000\/team\/web_shop:1\.4\n/);
    assert.match(
      text,
      /name: web-shop\n[\s\S]*containerPort: 3000[\s\S]*containerPort: 9092[\s\S]*port_value: 9092 \}/,
    );
    assert.match(text, /image: envoyproxy\/envoy:v1\.40\.0\n/);
    assert.match(String(sidecarManifest({}, { envoyVersion: '1.36' })), /image: envoyproxy\/envoy:v1\.36\.4\n/);
  });

  it('use the port of a well-known image, and one that is free for the listener', () => {
    assert.match(manifestOf({ image: 'tomcat' }), /containerPort: 8080\n[\s\S]*containerPort: 8081\n/);
  });

  it('are refused for wrong answers', () => {
    const refused = (given: Partial<SidecarAnswers>): string => {
      const answer = sidecarManifest(given);
      return typeof answer === 'string' ? 'accepted' : formatMessage(answer.refused);
    };
    assert.match(refused({ image: 'Web App' }), /^'Web App' is not the name of an image/);
    assert.match(refused({ image: '' }), /^'' is not the name of an image/);
    assert.match(refused({ image: 'envoyproxy/envoy:v1.40.0' }), /is an image of Envoy/);
    assert.match(refused({ port: 0 }), /from 1 to 65535/);
    assert.match(refused({ listen: 1.5 }), /from 1 to 65535/);
    assert.match(refused({ port: 9901 }), /admin interface/);
    assert.match(refused({ port: 8080, listen: 8080 }), /^The app uses port 8080/);
    assert.match(refused({ kind: 'egress', host: 'https://example.com' }), /is not a host with a port/);
    assert.equal(refused({ kind: 'reverse-proxy', host: 'anything' }), 'accepted');
  });

  itAsksEnvoy('are accepted by Envoy', async (envoy) => {
    const tls = mkdtempSync(path.join(os.tmpdir(), 'new-sidecar-'));
    writeFileSync(path.join(tls, 'tls.crt'), certificate.chain);
    writeFileSync(path.join(tls, 'tls.key'), certificate.key);
    try {
      const texts = sidecarKinds.flatMap((kind) => bootstrapsOf(workspaceWith(manifestOf({ kind }))));
      assert.equal(texts.length, sidecarKinds.length);
      assert.deepEqual(
        await refusals(
          envoy,
          texts.map((text) => text.replaceAll('/etc/tls', tls)),
        ),
        [],
      );
    } finally {
      rmSync(tls, { recursive: true });
    }
  });
});

describe('a new sidecar in a folder', () => {
  it('is one file, with a free name', () => {
    const { made, texts, workspace } = added('#- /other.yaml\na: 1\n', {}, ['nginx.yaml', 'nginx-2.yaml']);
    assert.deepEqual([...texts.keys()], [`${folder}nginx-3.yaml`]);
    assert.equal(made.manifestUri, `${folder}nginx-3.yaml`);
    checkClean(workspace);
  });

  it('does not take the names of other objects', () => {
    const { texts, workspace } = added(`#- /nginx.yaml\n${manifestOf({})}`, {});
    assert.match(texts.get(`${folder}nginx-2.yaml`) ?? '', /kind: Deployment\nmetadata:\n {2}name: nginx-2\n/);
    checkClean(workspace);
  });

  for (const lists of ['resources:\n  - service.yaml # ours\n', 'namespace: shop\n', 'resources: []\n'])
    for (const kind of sidecarKinds)
      it(`with a kustomization has the config in its own file: ${kind}, ${JSON.stringify(lists)}`, () => {
        const service =
          '#- /service.yaml\napiVersion: v1\nkind: Service\nmetadata: { name: other }\nspec: { type: ExternalName, externalName: example.com }\n';
        const { texts, workspace } = added(`#- /kustomization.yaml\n${lists}${service}`, {
          kind,
          image: 'nginx:latest',
        });
        assert.deepEqual(
          [...texts.keys()],
          ['nginx.yaml', 'nginx-envoy.yaml', 'kustomization.yaml'].map((name) => folder + name),
        );
        checkClean(workspace);
        assert.doesNotMatch(texts.get(`${folder}nginx.yaml`) ?? '', /kind: ConfigMap/);
        assert.match(
          texts.get(`${folder}kustomization.yaml`) ?? '',
          /\bnginx\.yaml\b[\s\S]*- envoy\.yaml=nginx-envoy\.yaml/,
        );
        assert.ok(
          [...workspace.workloads, ...workspace.builtWorkloads].some(({ config }) => config?.delivery === 'kustomize'),
        );
      });

  it('leaves a kustomization with a syntax error alone', () => {
    const { texts } = added('#- /kustomization.yaml\nresources: [\n', {});
    assert.deepEqual([...texts.keys()], [`${folder}nginx.yaml`]);
  });
});

import assert from 'node:assert/strict';
import type { WorkspaceOptions } from '../../server/src/analysis/index.ts';
import { targetVersion } from '../../server/src/analysis/workspace/target-version.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** The target of a file's first config, and the text of the place that names it. */
function target(fixture: string, uri: string, options: WorkspaceOptions = {}, index = 0) {
  const workspace = workspaceOf(parseFixture(fixture), options);
  const file = workspace.files.get(uri);
  const source = file?.envoySources[index];
  assert.ok(file && source, `no config in ${uri}`);
  const { at, ...rest } = targetVersion(workspace, file, source);
  const text = at && workspace.files.get(at.uri)?.text.slice(at.range.start, at.range.end);
  return { ...rest, ...(at && { at: `${at.uri} ${text}` }) };
}

const pod = (name: string, tag: string): string =>
  `#- /${name}.yaml stock:sidecar-pod\n#~ name: web => name: ${name}\n#~ envoyproxy/envoy:v1.40.0 => ${tag}\n`;
const config = '#- /config.yaml stock:sidecar-config\n';
const uri = 'file:///fixture/config.yaml';
const commented = (value: string) =>
  `${config}#~ static_resources: => # envoy-sidecar: version=${value}\\n    static_resources:\n`;

describe('the target version', () => {
  it('is the newest if there is no other source', () => {
    const newest = { version: undefined, origin: 'newest', contrib: false };
    assert.deepEqual(target(config, uri), newest);
    for (const tag of ['latest', 'dev', 'v1'])
      assert.deepEqual(target(pod('web', `envoyproxy/envoy:${tag}`) + config, uri), newest, tag);
  });

  it('is the version of the image that reads the config', () => {
    const image = 'envoyproxy/envoy:v1.34-latest';
    assert.deepEqual(target(pod('web', image) + config, uri), {
      version: '1.34',
      origin: 'image',
      at: `file:///fixture/web.yaml ${image}`,
      contrib: false,
    });
  });

  it('is for a file of xDS that of the config that names it, or that names what names it', () => {
    const image = 'envoyproxy/envoy:v1.34-latest';
    const source = (path: string) => `{ path_config_source: { path: ${path} } }`;
    const keys = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  envoy.yaml: |
    dynamic_resources: { lds_config: ${source('/etc/lds.yaml')}, cds_config: ${source('/etc/cds.yaml')} }
  lds.yaml: |
    resources: [{ name: a }]
`;
    assert.equal(target(pod('web', image) + keys, 'file:///fixture/map.yaml', {}, 1).version, '1.34');
    const files = (comment: string) => `#- /envoy.yaml
# envoy-sidecar: version=1.36
dynamic_resources: { cds_config: ${source('cds.yaml')} }
#- /cds.yaml
${comment}resources: [{ eds_cluster_config: { eds_config: ${source('eds.yaml')} } }]
#- /eds.yaml
resources: [{ eds_cluster_config: { eds_config: ${source('cds.yaml')} } }]
`;
    assert.equal(target(files(''), 'file:///fixture/eds.yaml').version, '1.36');
    assert.equal(target(files('# envoy-sidecar: version=1.38\n'), 'file:///fixture/cds.yaml').version, '1.38');
    // The oldest of what reads it.
    assert.equal(target(files('# envoy-sidecar: version=1.38\n'), 'file:///fixture/eds.yaml').version, '1.36');
  });

  it('is the oldest of several images', () => {
    const old = pod('old', 'envoyproxy/envoy:distroless-v1.36.2');
    const later = pod('later', 'envoyproxy/envoy:v1.36-latest');
    const latest = pod('latest', 'envoyproxy/envoy:latest');
    for (const pods of [old + later + latest, latest + later + old])
      assert.deepEqual(target(pods + config, uri), {
        version: '1.36.2',
        origin: 'image',
        at: 'file:///fixture/old.yaml envoyproxy/envoy:distroless-v1.36.2',
        contrib: false,
      });
  });

  it('has the extensions of contrib if every image may have them', () => {
    const contrib = pod('one', 'envoyproxy/envoy:contrib-v1.36.2');
    const foreign = pod('two', 'registry.example.com/envoy:v1.38.0');
    const standard = pod('three', 'envoyproxy/envoy:v1.38.0');
    assert.equal(target(contrib + config, uri).contrib, true);
    assert.equal(target(contrib + foreign + config, uri).contrib, true);
    assert.equal(target(contrib + standard + config, uri).contrib, false);
    assert.equal(target(contrib + commented('1.34'), uri).contrib, true);
  });

  it('is that of the image that kustomizations put in its place', () => {
    const image = 'docker.io/envoyproxy/envoy:v1.34.1';
    const files = pod('web', image) + config;
    const overlay = (name: string, images: string) => `#- /${name}/kustomization.yaml\nimages:\n  - ${images}\n`;
    const by = (...images: string[]) => {
      const overlays = images.map((of, i) => overlay(`overlay-${i}`, of)).join('');
      const { version, at } = target(files + overlays, uri);
      return [version, at];
    };
    const own = ['1.34.1', `file:///fixture/web.yaml ${image}`];
    const name = 'name: docker.io/envoyproxy/envoy';
    const first = 'file:///fixture/overlay-0/kustomization.yaml';
    assert.deepEqual(by(`${name}\n    newTag: v1.36.1`), ['1.36.1', `${first} v1.36.1`]);
    assert.deepEqual(by(`${name}\n    newTag: v1.38.0`, `${name}\n    newTag: v1.36.1`), [
      '1.36.1',
      'file:///fixture/overlay-1/kustomization.yaml v1.36.1',
    ]);
    assert.deepEqual(by(`${name}\n    newName: mirror.example.com/envoy`), [
      '1.34.1',
      `${first} mirror.example.com/envoy`,
    ]);
    assert.deepEqual(by(`${name}\n    digest: sha256:0123`), [undefined, undefined]);
    assert.deepEqual(by(name), own);
    assert.deepEqual(by('name: envoyproxy/envoy\n    newTag: v1.36.1'), own);
  });

  it('is that of the image that a patch puts in its place', () => {
    const patch = (container: string) => `#- /overlay/kustomization.yaml
patches: [{ path: patch.yaml }]
#- /overlay/patch.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: ${container}, image: "envoyproxy/envoy:v1.36.1" }] }
`;
    const version = (container: string) =>
      target(pod('web', 'envoyproxy/envoy:v1.34.1') + config + patch(container), uri).version;
    assert.deepEqual([version('envoy'), version('app')], ['1.36.1', '1.34.1']);
  });

  it('is the setting before the image', () => {
    const files = pod('web', 'envoyproxy/envoy:v1.34.1') + config;
    const setting = { version: '1.36', origin: 'setting', contrib: false };
    assert.deepEqual(target(files, uri, { envoyVersion: '1.36' }), setting);
    assert.deepEqual(target(config, uri, { envoyVersion: '1.36' }), setting);
  });

  it('is that of the comment first, even if Envoy has no such version', () => {
    for (const value of ['1.34', '1.34.1', '1.31', '1.99'])
      assert.deepEqual(target(commented(value), uri, { envoyVersion: '1.36' }), {
        version: value,
        origin: 'comment',
        at: `${uri} # envoy-sidecar: version=${value}`,
        contrib: false,
      });
    assert.equal(target(commented('v1.34 as in production'), uri).version, '1.34');
  });

  it('is not that of an invalid comment', () => {
    for (const value of ['', 'latest', '1.x'])
      assert.equal(target(commented(value), uri, { envoyVersion: '1.36' }).origin, 'setting', value);
  });

  it('is that of each config’s own comment, otherwise that of the manifest around them', () => {
    const two = (top: string) => `#- /two.yaml
${top}apiVersion: v1
kind: ConfigMap
metadata: { name: two }
data:
  a.yaml: |
    # envoy-sidecar: version=1.35
    admin: {}
    static_resources: {}
  b.yaml: |
    static_resources: {}
`;
    const versions = (top: string) =>
      [0, 1].map((index) => target(two(top), 'file:///fixture/two.yaml', {}, index).version);
    assert.deepEqual(versions(''), ['1.35', undefined]);
    assert.deepEqual(versions('# envoy-sidecar: version=1.37\n'), ['1.35', '1.37']);
  });

  it('is that of the comment of a manifest that is linked to the config, the oldest of several', () => {
    const noted = (name: string, version: string) =>
      pod(name, `registry.example.com/${name} # envoy-sidecar: version=${version}`);
    const files = noted('one', '1.38') + noted('two', '1.37.1') + config;
    assert.deepEqual(target(files, uri, { envoyVersion: '1.36' }), {
      version: '1.37.1',
      origin: 'comment',
      at: 'file:///fixture/two.yaml # envoy-sidecar: version=1.37.1',
      contrib: true,
    });
    assert.equal(target(noted('one', '1.38') + commented('1.39'), uri).version, '1.39');
  });
});

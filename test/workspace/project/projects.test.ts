import assert from 'node:assert/strict';
import {
  allRules,
  diagnose,
  emptyWorkspace,
  type SeverityOverrides,
  type Workspace,
  type WorkspaceOptions,
  withoutFile,
  withText,
  withTexts,
} from '../../../server/src/analysis/index.ts';
import { targetVersion } from '../../../server/src/analysis/workspace/target-version.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';
import { envoyText, podText } from '../../lsp/sidecar.ts';

const root = 'file:///w';
const project = (folder = ''): string => `${root}${folder}/.envoy-sidecar.yaml`;
const workspaceOf = (files: Readonly<Record<string, string>>, options: WorkspaceOptions = {}): Workspace =>
  withTexts(emptyWorkspace(options), Object.entries(files));

/** The severities of a code in a file. */
const found = (workspace: Workspace, uri: string, code: string, overrides?: SeverityOverrides): readonly string[] =>
  diagnose(workspace, uri, overrides).flatMap((one) => (one.code === code ? [one.severity] : []));

const unknown = 'envoy/unknown-cluster';
const config = envoyText(9092, 'ap');
const envoy = `${root}/a/envoy.yaml`;

describe('the severities of a project file', () => {
  it('apply to the files in its folder and below', () => {
    const workspace = workspaceOf({
      [project('/a')]: `rules: { ${unknown}: hint }`,
      [envoy]: config,
      [`${root}/a/b/c/envoy.yaml`]: config,
      [`${root}/other/envoy.yaml`]: config,
      [`${root}/a.yaml`]: config,
    });
    assert.deepEqual(found(workspace, envoy, unknown), ['hint']);
    assert.deepEqual(found(workspace, `${root}/a/b/c/envoy.yaml`, unknown), ['hint']);
    assert.deepEqual(found(workspace, `${root}/other/envoy.yaml`, unknown), ['error']);
    assert.deepEqual(found(workspace, `${root}/a.yaml`, unknown), ['error']);
  });

  it('are those of the nearest project file only', () => {
    const workspace = workspaceOf({
      [project()]: `rules: { ${unknown}: off }`,
      [project('/a')]: 'rules: { kubernetes/*: off }',
      [envoy]: config,
    });
    assert.deepEqual(found(workspace, envoy, unknown), ['error']);
    assert.deepEqual(found(withoutFile(workspace, project('/a')), envoy, unknown), []);
  });

  it('may be set for an area, and give way to the exact code', () => {
    const workspace = workspaceOf({ [project()]: `rules: { envoy/*: hint, ${unknown}: warning }`, [envoy]: config });
    assert.deepEqual(found(workspace, envoy, unknown), ['warning']);
    assert.deepEqual(found(withText(workspace, project(), 'rules: { envoy/*: hint }'), envoy, unknown), ['hint']);
  });

  it('give way to those of the settings, also to that of an area', () => {
    const workspace = workspaceOf({ [project()]: `rules: { ${unknown}: off }`, [envoy]: config });
    assert.deepEqual(found(workspace, envoy, unknown, { [unknown]: 'warning' }), ['warning']);
    assert.deepEqual(found(workspace, envoy, unknown, { 'envoy/*': 'hint' }), ['hint']);
    assert.deepEqual(found(workspace, envoy, unknown, { 'kubernetes/*': 'hint' }), []);
  });

  it('apply to former codes', () => {
    const { code, formerCodes, examples } = allRules.find((one) => one.formerCodes) ?? assert.fail('no former codes');
    const [file] = parseFixture(examples[0]?.before ?? '');
    assert.ok(file);
    const rules = `rules: { ${formerCodes?.[0]}: hint }`;
    const workspace = workspaceOf({ [file.uri]: file.text, 'file:///fixture/.envoy-sidecar.yaml': rules });
    assert.deepEqual(found(workspace, file.uri, code), ['hint']);
  });
});

describe('the files that a project file ignores', () => {
  it('have no diagnostics, but are linked', () => {
    const pod = `${root}/a/pod.yaml`;
    const mismatch = 'workload/container-port-mismatch';
    const files = { [envoy]: config, [pod]: podText(9093) };
    assert.equal(found(workspaceOf(files), envoy, mismatch).length, 1);
    const workspace = workspaceOf({ ...files, [project()]: 'ignore: [envoy.yaml]' });
    assert.deepEqual(diagnose(workspace, envoy), []);
    assert.equal(found(workspace, pod, mismatch).length, 1);
  });

  it('are given as paths from its folder', () => {
    const workspace = workspaceOf({ [project('/a')]: 'ignore: [/envoy.yaml]', [envoy]: config });
    assert.deepEqual(diagnose(workspace, envoy), []);
    assert.deepEqual(found(withText(workspace, project('/a'), 'ignore: [a/envoy.yaml]'), envoy, unknown), ['error']);
  });

  it('are ignored even if another project file is nearer', () => {
    const workspace = workspaceOf({ [project()]: 'ignore: [a]', [project('/a')]: 'rules: {}', [envoy]: config });
    assert.deepEqual(diagnose(workspace, envoy), []);
  });

  it('are not ignored if a later pattern says so', () => {
    const workspace = workspaceOf({ [project()]: 'ignore: ["**", "!a/envoy.yaml"]', [envoy]: config });
    assert.deepEqual(found(workspace, envoy, unknown), ['error']);
  });

  it('are found by their decoded names', () => {
    const uri = `${root}/a%20b/envoy.yaml`;
    assert.deepEqual(diagnose(workspaceOf({ [project()]: 'ignore: [a b]', [uri]: config }), uri), []);
  });
});

describe('the Envoy version in a project file', () => {
  const versionOf = (workspace: Workspace, uri: string) => {
    const file = workspace.files.get(uri) ?? assert.fail(uri);
    const { version, origin, at } = targetVersion(workspace, file, file.envoySources[0] ?? assert.fail('no config'));
    return `${version} ${origin} ${at?.uri.slice(root.length)}`;
  };
  const pod = `${root}/a/pod.yaml`;

  it('takes precedence over the image, and gives way to a comment and the settings', () => {
    const files = { [project()]: 'envoyVersion: 1.36', [envoy]: config, [pod]: podText() };
    assert.equal(versionOf(workspaceOf(files), envoy), '1.36 project /.envoy-sidecar.yaml');
    assert.equal(versionOf(workspaceOf(files, { envoyVersion: '1.37' }), envoy), '1.37 setting undefined');
    const commented = { ...files, [envoy]: `# envoy-sidecar: version=1.38\n${config}` };
    assert.equal(versionOf(workspaceOf(commented), envoy), '1.38 comment /a/envoy.yaml');
    assert.equal(versionOf(workspaceOf({ ...files, [project()]: '' }), envoy), '1.40.0 image /a/pod.yaml');
  });

  it('may depend on the path; the first match applies', () => {
    const other = `${root}/b/envoy.yaml`;
    const workspace = workspaceOf({
      [project()]: 'envoyVersion: { a/**: 1.30, "*": 1.36 }',
      [envoy]: config,
      [other]: config,
    });
    assert.equal(versionOf(workspace, envoy), '1.30 project /.envoy-sidecar.yaml');
    assert.equal(versionOf(workspace, other), '1.36 project /.envoy-sidecar.yaml');
  });
});

describe('the images in a project file', () => {
  const pod = `${root}/a/pod.yaml`;

  it('are Envoy, in addition to those of the settings', () => {
    const text = podText().replace('envoyproxy/envoy:v1.40.0', 'example.com/team/front:7').replace('"-c", ', '');
    const withProject = (project: string, options?: WorkspaceOptions) =>
      workspaceOf({ [`${root}/.envoy-sidecar.yaml`]: project, [pod]: text, [envoy]: envoyText() }, options);
    const envoys = ({ workloads }: Workspace) => workloads.map(({ envoyContainer }) => envoyContainer.image?.value);
    assert.deepEqual(envoys(withProject('')), []);
    for (const name of ['team/front', 'example.com/team/front', 'example.com/team/front:7'])
      assert.deepEqual(envoys(withProject(`envoyImages: [${name}]`)), ['example.com/team/front:7'], name);
    assert.deepEqual(envoys(withProject('envoyImages: [a]', { envoyImages: ['team/front'] })), [
      'example.com/team/front:7',
    ]);
    assert.deepEqual(envoys(withProject('envoyImages: [front]')), []);
  });

  const app = (lines = '') => podText().replace('image: nginx', `image: registry.example.com/my/app:1${lines}`);
  const misses = (ports: string, pod: string) => {
    const files = { [project()]: `appPorts: { ${ports} }`, [`${root}/a/pod.yaml`]: pod, [envoy]: envoyText() };
    return found(workspaceOf(files), envoy, 'workload/cluster-port-not-image-default');
  };

  it('listen on their ports, whatever the arguments of a container are', () => {
    assert.deepEqual(misses('my/app: 8080', app()), ['warning']);
    assert.deepEqual(misses('my/app: 80', app()), []);
    assert.deepEqual(misses('my/app: [8080, 80]', app()), []);
    assert.deepEqual(misses('other/app: 8080', app()), []);
    assert.deepEqual(misses('my/app: 8080', app('\n      args: [serve]')), ['warning']);
  });

  it('may listen elsewhere if a variable or an argument names a port', () => {
    for (const lines of ['env: [{ name: PORT, value: "9000" }]', 'args: ["--port=80"]'])
      assert.deepEqual(misses('my/app: 8080', app(`\n      ${lines}`)), [], lines);
  });

  it('take precedence over what is known of an image', () => {
    assert.deepEqual(misses('nginx: 8080', podText()), ['warning']);
    assert.deepEqual(misses('other: 8080', podText()), []);
  });
});

describe('a project file with a syntax error', () => {
  it('keeps its last settings until the error is fixed', () => {
    const before = workspaceOf({ [project()]: `rules: { ${unknown}: off }`, [envoy]: config });
    const broken = withText(before, project(), `rules: { ${unknown}: warning\n`);
    assert.deepEqual(found(broken, envoy, unknown), []);
    assert.deepEqual(found(broken, project(), 'project/not-applied'), ['warning']);
    const fixed = withText(broken, project(), `rules: { ${unknown}: warning }\n`);
    assert.deepEqual(found(fixed, envoy, unknown), ['warning']);
    assert.deepEqual(found(withText(withText(broken, project(), ''), project(), 'a: ['), envoy, unknown), ['error']);
  });

  it('has no settings if there were none before', () => {
    const workspace = workspaceOf({ [project()]: `rules: { ${unknown}: off }\nignore: [`, [envoy]: config });
    assert.deepEqual(found(workspace, envoy, unknown), ['error']);
  });
});

describe('the project files of a workspace', () => {
  it('are the same object in every snapshot until one of them changes', () => {
    const before = workspaceOf({ [project()]: 'ignore: [b]', [envoy]: config });
    const edited = withText(before, envoy, `${config}\n`);
    assert.equal(edited.projects, before.projects);
    assert.equal(withText(edited, project(), 'ignore: [b]\n# more').projects.size, 1);
    assert.notEqual(withText(edited, project(), 'ignore: [c]').projects, before.projects);
  });

  it('are not read as anything else', () => {
    const workspace = workspaceOf({ [project()]: podText(), [`${root}/x.envoy-sidecar.yaml`]: podText() });
    assert.deepEqual(
      [...workspace.files.values()].map(({ kind }) => kind),
      ['project', 'kubernetes'],
    );
    assert.equal(workspace.workloads.length, 1);
  });
});

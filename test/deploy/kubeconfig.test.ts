import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeResult } from '../../client/src/deploy/describe-result.ts';
import { isKubeconfigProblem, type KubeconfigSources, loadKubeconfig } from '../../client/src/deploy/kubeconfig.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';

describe('loadKubeconfig', () => {
  let home: string;
  before(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'kubeconfig-'));
  });
  after(() => fs.rmSync(home, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = path.join(home, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  };
  const sources = (more: Partial<KubeconfigSources> = {}): KubeconfigSources => ({
    setting: '',
    variable: undefined,
    home,
    ...more,
  });
  const load = (more: Partial<KubeconfigSources>) => {
    const loaded = loadKubeconfig(sources(more));
    assert.ok(!isKubeconfigProblem(loaded), JSON.stringify(loaded));
    return loaded;
  };
  const sentence = (more: Partial<KubeconfigSources>): string => {
    const problem = loadKubeconfig(sources(more));
    assert.ok(isKubeconfigProblem(problem), 'a kubeconfig was made up');
    return describeResult({ kind: 'no-kubeconfig', problem, changes: [] }, plainEnglish);
  };

  it('has no cluster if there is no file', () => {
    assert.equal(
      sentence({}),
      `No kubeconfig found at ${home}/.kube/config. Set envoySidecar.kubeconfig or KUBECONFIG to the file of your cluster.`,
    );
    assert.match(sentence({ setting: '~/none', variable: 'x' }), /^No kubeconfig found at .*\/none\. /);
  });

  it('takes the setting before KUBECONFIG before the default file', () => {
    write('.kube/config', one('default-file'));
    const variable = write('variable', one('variable'));
    write('setting', one('setting'));
    assert.equal(load({}).target.context, 'default-file');
    assert.equal(load({ variable }).target.context, 'variable');
    assert.equal(load({ variable, setting: '~/setting' }).target.context, 'setting');
  });

  it('merges the files of KUBECONFIG: the first takes precedence, missing ones are skipped', () => {
    const first = write('a/first', 'contexts: [{name: shared, context: {cluster: c, namespace: team}}]\n');
    const second = write(
      'b/second',
      `current-context: shared
contexts: [{name: shared, context: {cluster: c}}]
clusters: [{name: c, cluster: {server: https://c/, certificate-authority: ca.crt}}]
users: [{name: u, user: {exec: {command: ./login}, client-key: /abs/key}}]
`,
    );
    const { target, merged, files } = load({ variable: [first, 'absent', second].join(path.delimiter) });
    assert.deepEqual(target, { context: 'shared', server: 'https://c', namespace: 'team' });
    assert.deepEqual(files, [first, second]);
    const { clusters, users } = JSON.parse(merged);
    assert.equal(clusters[0].cluster['certificate-authority'], path.join(home, 'b/ca.crt'));
    assert.equal(users[0].user.exec.command, path.join(home, 'b/login'));
    assert.equal(users[0].user['client-key'], '/abs/key');
  });

  it('says what is missing in a file', () => {
    const broken = write('broken', 'users: [\n  - {token: "secret');
    assert.match(sentence({ setting: broken }), /^Cannot read kubeconfig .*broken: .+\.$/);
    assert.doesNotMatch(sentence({ setting: broken }), /secret/);
    assert.match(sentence({ setting: write('list', '[1]') }), /it is not a kubeconfig/);
    assert.match(sentence({ setting: home }), /^Cannot read kubeconfig .+: EISDIR/);
    assert.match(sentence({ setting: write('empty', '') }), /has no current context/);
    assert.match(
      sentence({ setting: write('gone', 'current-context: gone\n') }),
      /^Context gone is not in the kubeconfig/,
    );
    const lost = 'current-context: a\ncontexts: [{name: a, context: {cluster: none}}]\n';
    assert.match(sentence({ setting: write('lost', lost) }), /^Context a of kubeconfig .* does not specify a cluster/);
  });
});

function one(name: string): string {
  return `current-context: ${name}
contexts: [{name: ${name}, context: {cluster: ${name}}}]
clusters: [{name: ${name}, cluster: {server: https://127.0.0.1:1}}]
`;
}

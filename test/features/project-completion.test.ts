import assert from 'node:assert/strict';
import {
  applyEdits,
  type CompletionItem,
  complete,
  describe as described,
  formatMessage,
  hover,
  displayWords,
} from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const others = `#- /vendor/pod.yaml stock:sidecar-pod
#- /legacy/deep/envoy.yaml
static_resources: {}
`;

function at(text: string) {
  const files = parseFixture(`${others}#- /.envoy-sidecar.yaml\n${text}`);
  const file = files.at(-1) ?? assert.fail();
  return { workspace: workspaceOf(files), file, cursor: file.cursor ?? assert.fail('no cursor') };
}

function items(text: string) {
  const { workspace, file, cursor } = at(text);
  return complete(workspace, file.uri, cursor) ?? assert.fail('not known');
}

/** Without those of the maps around an empty line. */
const own = (all: readonly CompletionItem[]) => all.filter(({ detail }) => !displayWords(detail).includes('\u2191'));

const labels = (text: string): readonly string[] => own(items(text)).map(({ label }) => label);

function inserted(text: string, label: string): string {
  const found = items(text).find((item) => item.label === label) ?? assert.fail(`${label} is not offered`);
  return applyEdits(at(text).file.text, [{ range: found.range, newText: found.newText ?? label }]);
}

describe('completion in a project file', () => {
  it('offers the keys that are not there, and begins their values', () => {
    assert.deepEqual(labels('$0'), ['rules', 'ignore', 'envoyImages', 'envoyVersion', 'kubernetesVersion', 'appPorts']);
    assert.deepEqual(labels('ignore: []\nenv$0'), [
      'rules',
      'envoyImages',
      'envoyVersion',
      'kubernetesVersion',
      'appPorts',
    ]);
    assert.equal(inserted('ru$0', 'rules').trimEnd(), 'rules:');
    assert.equal(inserted('ig$0', 'ignore').trimEnd(), 'ignore:\n  -');
    assert.equal(inserted('en$0', 'envoyVersion').trimEnd(), 'envoyVersion:');
  });

  it('offers rules and areas with their severities', () => {
    const keys = labels('rules:\n  envoy/unused-cluster: off\n  $0\n');
    assert.ok(keys.includes('envoy/unknown-cluster') && keys.includes('kubernetes/*'));
    assert.ok(!keys.includes('envoy/unused-cluster'));
    assert.equal(
      inserted('rules:\n  envoy/unused-cl$0\n', 'envoy/unused-cluster'),
      'rules:\n  envoy/unused-cluster: \n',
    );
    assert.deepEqual(labels('rules:\n  envoy/*: $0\n'), ['error', 'warning', 'information', 'hint', 'off']);
    assert.equal(inserted('rules:\n  envoy/*: $0\n', 'off'), 'rules:\n  envoy/*: off\n');
  });

  it('offers the folders beside it', () => {
    assert.deepEqual(labels('ignore:\n  - $0\n'), ['legacy/**', 'vendor/**']);
    assert.equal(inserted('ignore:\n  - $0\n', 'vendor/**'), 'ignore:\n  - vendor/**\n');
    assert.deepEqual(labels('envoyVersion:\n  legacy/**: 1.30\n  v$0\n'), ['vendor/**']);
  });

  it('offers versions, and the images and ports of the workspace', () => {
    assert.ok(labels('envoyVersion: $0\n').includes('1.36'));
    assert.deepEqual(labels('kubernetesVersion: $0\n').slice(-2), ['1.31', '1.30']);
    assert.ok(labels('envoyVersion:\n  vendor/**: $0\n').includes('1.36'));
    assert.deepEqual(labels('envoyImages:\n  - $0\n'), ['example.com/web']);
    assert.deepEqual(labels('appPorts:\n  $0\n'), ['example.com/web']);
    assert.deepEqual(labels('appPorts:\n  web: $0\n'), ['8080']);
  });

  it('offers nothing in comments and unknown places', () => {
    assert.deepEqual(labels('# ru$0\n'), []);
    assert.deepEqual(labels('color: $0\n'), []);
  });
});

describe('hover in a project file', () => {
  const shown = (text: string): string | undefined => {
    const { workspace, file, cursor } = at(text);
    const found = hover(workspace, file.uri, cursor);
    return (
      found && [found.description.title, ...found.description.sentences.map((one) => formatMessage(one))].join(': ')
    );
  };

  it('describes keys, rules and areas', () => {
    assert.match(shown('ign$0ore: []\n') ?? '', /^ignore: Files without diagnostics/);
    assert.equal(
      shown('rules: { envoy/unused$0-cluster: off }\n'),
      `envoy/unused-cluster: ${described({ kind: 'rule', name: 'envoy/unused-cluster' })?.sentences[0]?.template}`,
    );
    assert.match(shown('rules: { envoy$0/*: off }\n') ?? '', /^envoy\/\*: All \d+ rules of this area\.$/);
    assert.equal(shown('col$0or: red\n'), undefined);
    assert.equal(shown('rules: { no/rul$0e: off }\n'), undefined);
  });
});

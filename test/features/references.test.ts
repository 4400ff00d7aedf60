import assert from 'node:assert/strict';
import { highlights, references } from '../../server/src/analysis/index.ts';
import { fileName } from '../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** `file:line text` of each place that names what is at the cursor. */
function found(fixture: string, includeDeclaration = false): string[] {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  return references(workspaceOf(files), file.uri, file.cursor, { includeDeclaration }).map(({ uri, range }) => {
    const text = files.find((one) => one.uri === uri)?.text ?? '';
    return `${fileName(uri)}:${text.slice(0, range.start).split('\n').length} ${text.slice(range.start, range.end)}`;
  });
}

const config = (first: string, second: string, name: string) => `static_resources:
  listeners:
    - a: { route: { cluster: ${first} } }
      b: { route: { weighted_clusters: { clusters: [{ name: ${second} }, { name: other }] } } }
  clusters:
    - name: ${name}
    - name: other
`;

describe('references', () => {
  it('are found for a cluster, or for one of its names', () => {
    const all = ['envoy.yaml:3 app', 'envoy.yaml:4 app'];
    assert.deepEqual(found(config('app', 'app', 'ap$0p')), all);
    assert.deepEqual(found(config('app', 'a$0pp', 'app')), all);
    assert.deepEqual(found(config('app', 'app', 'app$0'), true), ['envoy.yaml:6 app', ...all]);
  });

  it('are found for a pod in its Service, and for a volume in its mounts', () => {
    const pod = '#- /pod.yaml stock:seed-pod\n#~ containerPort: 9092 => name: web\\n      containerPort: 9092\n';
    const service = '#- /service.yaml stock:seed-service\n#~ targetPort: 9092 => targetPort: web\n';
    assert.deepEqual(found(`${pod}#~ app: my-app => app: my-$0app\n${service}`), ['service.yaml:7 my-app']);
    assert.deepEqual(found(`${pod.replace('web', 'w$0eb')}${service}`), ['service.yaml:10 web']);
    assert.deepEqual(
      found(`${pod}#~ - name: envoy-config\\n      hostPath => - name: envoy$0-config\\n      hostPath\n`),
      ['pod.yaml:17 envoy-config'],
    );
  });

  it('are highlighted in the file, the definition as such', () => {
    const [file] = parseFixture(config('app', 'app', 'app$0'));
    const found = highlights(workspaceOf(file ? [file] : []), file?.uri ?? '', file?.cursor ?? 0);
    assert.deepEqual(
      found.map(({ range, defines }) => [file?.text.slice(0, range.start).split('\n').length, defines]),
      [
        [6, true],
        [3, false],
        [4, false],
      ],
    );
  });

  it('do not exist for text that is not a name', () => {
    assert.deepEqual(found('stat$0ic_resources: {}\n'), []);
  });
});

import assert from 'node:assert/strict';
import { selectionRanges } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** What is selected step by step from the cursor. Long texts are cut to their beginning and end. */
function selected(fixture: string): readonly string[] {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined);
  return selectionRanges(workspaceOf(files), file.uri, file.cursor).map(({ start, end }) =>
    file.text.slice(start, end).replace(/^([^\n]*)\n[\s\S]*\n *(.*)$/, '$1 … $2'),
  );
}

describe('selection ranges', () => {
  it('grow from a value to its entry and the maps around it, out of a config into its manifest', () => {
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: proxy }
data:
  envoy.yaml: |
    static_resources:
      clusters:
        - name: a$0pp
          type: STATIC
`;
    assert.deepEqual(selected(map), [
      'app',
      'name: app',
      'name: app\n          type: STATIC',
      '- name: app\n          type: STATIC',
      'clusters: … type: STATIC',
      'static_resources: … type: STATIC',
      '| … type: STATIC',
      'envoy.yaml: | … type: STATIC',
      'data: … type: STATIC',
      'apiVersion: v1 … type: STATIC',
    ]);
  });

  it('begin with a key', () => {
    assert.deepEqual(selected('static_resources:\n  clusters: [{ na$0me: app }]\n').slice(0, 4), [
      'name',
      'name: app',
      '{ name: app }',
      '[{ name: app }]',
    ]);
  });
});

import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/analysis/text/text-range.ts';
import { moveItemToEnd } from '../../../server/src/analysis/yaml/edit/move-item.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asSeq, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

function moved(text: string, index: number): string | undefined {
  const list = asSeq(valueAt(parseYaml(text).documents[0]?.root, 'a')) ?? assert.fail('no list');
  const edits = moveItemToEnd(text, list, list.items[index] ?? assert.fail('no item'));
  return edits && applyEdits(text, edits);
}

describe('moving an item to the end', () => {
  it('takes its lines and the comments above them along', () => {
    assert.equal(
      moved('a:\n  # one\n  - x: 1 # first\n    y: 2\n  # two\n  - x: 3 # second\nb: 1\n', 0),
      'a:\n  # two\n  - x: 3 # second\n  # one\n  - x: 1 # first\n    y: 2\nb: 1\n',
    );
  });

  it('keeps the line breaks, also if the file ends without one', () => {
    assert.equal(moved('a:\n- x\n- y', 0), 'a:\n- y\n- x');
    assert.equal(moved('a:\r\n- x\r\n- y\r\n- z\r\n', 1), 'a:\r\n- x\r\n- z\r\n- y\r\n');
  });

  it('moves between brackets', () => {
    assert.equal(moved('a: [{ x: 1 }, y, z]\n', 0), 'a: [y, z, { x: 1 }]\n');
  });

  it('does not move the last item, nor an item that shares its lines', () => {
    assert.equal(moved('a: [x, y]\n', 1), undefined);
    assert.equal(moved('a:\n  - - x\n    - y\n', 0), undefined);
    const nested = '- - x\n  - y\n';
    const list = asSeq(asSeq(parseYaml(nested).documents[0]?.root)?.items[0]) ?? assert.fail('no list');
    assert.equal(moveItemToEnd(nested, list, list.items[0] ?? assert.fail('no item')), undefined);
  });
});

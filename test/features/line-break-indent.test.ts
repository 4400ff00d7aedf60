import assert from 'node:assert/strict';
import { applyEdits, emptyWorkspace, indentAfterBreak, withText } from '../../server/src/analysis/index.ts';

const uri = 'file:///file.yaml';

/** The text after Enter at `$0`, with the cursor as `$0`. The indentation of the editor is that of the line above. */
function entered(marked: string): string {
  const at = marked.indexOf('$0');
  const [line = ''] = marked.slice(0, at).split('\n').slice(-1);
  const own = /^ */.exec(line)?.[0] ?? '';
  // VS Code removes the blanks of an empty line.
  const before = line.trim() === '' ? marked.slice(0, at - line.length) : marked.slice(0, at);
  const text = `${before}\n${own}${marked.slice(at + 2)}`;
  const offset = before.length + 1 + own.length;
  const edit = indentAfterBreak(withText(emptyWorkspace(), uri, text), uri, offset, 2);
  const cursor = edit ? edit.range.start + edit.newText.length : offset;
  const result = edit ? applyEdits(text, [edit]) : text;
  return `${result.slice(0, cursor)}$0${result.slice(cursor)}`;
}

const envoy = 'static_resources:\n  clusters:\n    - name: a\n      type: STATIC\n';
const rest = '  listeners: []\n';

describe('indentation after Enter', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    ['begins a list where one is expected', `${envoy}  listeners:$0\n`, `${envoy}  listeners:\n    - $0\n`],
    [
      'indents a map below its key',
      `${envoy}      load_assignment:$0\n${rest}`,
      `${envoy}      load_assignment:\n        $0\n${rest}`,
    ],
    [
      'indents below the first key of an item',
      `${envoy}    - load_assignment:$0\n${rest}`,
      `${envoy}    - load_assignment:\n        $0\n${rest}`,
    ],
    [
      'puts the next key below the first key of an item',
      `${envoy}    - name: b$0\n${rest}`,
      `${envoy}    - name: b\n      $0\n${rest}`,
    ],
    ['goes from a blank line to the next item', `${envoy}      $0\n${rest}`, `${envoy}    - $0\n${rest}`],
    ['goes from an empty item to the key', `${envoy}    - $0\n${rest}`, `${envoy}  $0\n${rest}`],
    ['goes from a blank line to the top', `${envoy}  $0\n`, `${envoy}$0\n`],
    ['leaves a blank line at the top', `${envoy}$0\n${rest}`, `${envoy}\n$0\n${rest}`],
    [
      'stays below another key',
      `${envoy}      connect_timeout: 1s$0\n${rest}`,
      `${envoy}      connect_timeout: 1s\n      $0\n${rest}`,
    ],
    ['leaves an open bracket alone', `${envoy}    - name: {$0\n${rest}`, `${envoy}    - name: {\n    $0\n${rest}`],
  ];
  for (const [what, before, after] of cases) it(what, () => assert.equal(entered(before), after));

  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c:1\n    args:\n    - x\n';
  const manifests: typeof cases = [
    ['begins a list in the column that lists have', `${pod}    ports:$0\n`, `${pod}    ports:\n    - $0\n`],
    ['goes on with a list of values', `${pod}    - y$0\n`, `${pod}    - y\n    - $0\n`],
    ['goes from an empty value to the key', `${pod}    - $0\n`, `${pod}    $0\n`],
  ];
  for (const [what, before, after] of manifests)
    it(`${what} in a manifest`, () => assert.equal(entered(before), after));

  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n';
  const nested = `${map}  envoy.yaml: |\n${envoy.replace(/^/gm, '    ').trimEnd()}\n`;
  const nestedCases: typeof cases = [
    ['begins a list', `${nested}      listeners:$0\n`, `${nested}      listeners:\n        - $0\n`],
    ['goes from a blank line to the next item', `${nested}          $0\n`, `${nested}        - $0\n`],
    ['indents below the head of the block', `${map}  envoy.yaml: |$0\n`, `${map}  envoy.yaml: |\n    $0\n`],
  ];
  for (const [what, before, after] of nestedCases)
    it(`${what} in a ConfigMap`, () => assert.equal(entered(before), after));

  it('leaves a script and other files alone', () => {
    const script = `${map}  run.sh: |\n    - echo: a$0\n  other: x\n`;
    assert.equal(entered(script), `${map}  run.sh: |\n    - echo: a\n    $0\n  other: x\n`);
    assert.equal(entered('services:\n  - web: a$0\n'), 'services:\n  - web: a\n  $0\n');
  });
});

import assert from 'node:assert/strict';
import { applyEdits, emptyWorkspace, format, withText } from '../../../server/src/analysis/index.ts';

const uri = 'file:///file.yaml';

/** The text after formatting, or after formatting of the lines with `selected`. */
function formatted(text: string, selected?: string): string {
  const start = selected === undefined ? 0 : text.indexOf(selected);
  const within = selected === undefined ? undefined : { start, end: start + selected.length };
  return applyEdits(text, format(withText(emptyWorkspace(), uri, text), uri, 2, within));
}

describe('formatting', () => {
  it('indents maps and lists, and keeps comments, quotes, empty lines and aligned values', () => {
    const before = `# The bootstrap.
static_resources:
    clusters:
        # The app.
        -   name:   'app'   # quoted

            type:   STATIC
            load_assignment: {
                cluster_name: app }
            # At the end.
admin: {}
`;
    const after = `# The bootstrap.
static_resources:
  clusters:
    # The app.
    - name:   'app'   # quoted

      type:   STATIC
      load_assignment: {
          cluster_name: app }
      # At the end.
admin: {}
`;
    assert.equal(formatted(before), after);
  });

  it('keeps lists in the column of their key', () => {
    const before = 'apiVersion: v1\nkind: Pod\nspec:\n   containers:\n   -  name: a\n      image: b:1   \n';
    const after = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: b:1\n';
    assert.equal(formatted(before), after);
  });

  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n';

  it('formats a config in a block scalar, and moves a script as a whole', () => {
    const before = `${map}    envoy.yaml: |
        static_resources:
            clusters:
              # The app.
              -   name: a
    run.sh: |
        if true; then
            echo a
        fi
`;
    const after = `${map}  envoy.yaml: |
    static_resources:
      clusters:
        # The app.
        - name: a
  run.sh: |
    if true; then
        echo a
    fi
`;
    assert.equal(formatted(before), after);
  });

  it('changes only the selected lines, from the indentation around them on', () => {
    const before =
      'static_resources:\n    clusters:\n      - name: a\n        lb_config:\n            x: 1\n      - name: b\n        eds_config:\n            y: 1\n';
    assert.equal(formatted(before, 'x: 1'), before, 'the innermost map is where it belongs');
    assert.equal(formatted(before, 'lb_config:\n            x'), before.replace('            x', '          x'));
  });

  it('leaves templates, broken texts, tabs and other files alone', () => {
    for (const text of [
      'static_resources:\n    clusters:\n        - name: {{ .Values.name }}\n',
      'static_resources:\n    clusters:\n      - name: a\n     - name: b\n',
      'static_resources:\n    clusters:\n        - name: "a\n',
      'services:\n    web:\n        image: a\n',
      'static_resources: {\n\tclusters: [ ] }\nadmin:\n    address: {}\n',
    ])
      assert.equal(formatted(text), text);
  });

  it('leaves a text alone that depends on its indentation', () => {
    const text =
      'static_resources:\n    clusters:\n        - name: a\n          metadata: { filter_metadata: { a: { b: "c\n d" } } }\n';
    assert.equal(formatted(text), text);
  });
});

import { invalidLabel } from '../../../server/src/analysis/rules/kubernetes/invalid-label.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-label';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidLabel.examples) checkDiagnostics(before);
  });

  it('knows keys and values', () => {
    const labels = (written: string) => podText().replace('name: web', `name: web, labels: { ${written} }`);
    for (const fine of ['a: ""', 'example.com/a: b', 'A_b.c: D_e.f', 'a: "${B} c"']) checkSaid(labels(fine));
    for (const wrong of ['a: -b', 'a: b/c', '"a b": c', 'a/b/c: d', '/a: b', `a: ${'b'.repeat(64)}`])
      checkSaid(labels(wrong), code);
  });

  it('takes any value of an annotation', () => {
    const annotated = (written: string) => podText().replace('name: web', `name: web, annotations: { ${written} }`);
    checkSaid(annotated('Example.com/a: "any text / at all"'));
    checkSaid(annotated('"a b": c'), code);
  });
});

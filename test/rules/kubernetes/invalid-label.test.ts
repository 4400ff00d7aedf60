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

  it('knows keys and values of tolerations and selectors', () => {
    checkSaid(podText('', 'tolerations: [{ key: a/b, value: c }]'));
    checkSaid(podText('', 'tolerations: [{ key: "a b", operator: Exists }]'), `${code}: 'a b' is not a valid key.`);
    checkSaid(podText('', 'tolerations: [{ key: a, value: "b c" }]'), `${code}: 'b c' is not a valid label value.`);
    const term = (written: string) =>
      podText(
        '',
        `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ ${written} }] }] } } }`,
      );
    checkSaid(term('key: a, operator: In, values: [b]'));
    checkSaid(term('key: -a, operator: In, values: [b]'), `${code}: '-a' is not a valid key.`);
    checkSaid(term('key: a, operator: In, values: [-b]'), `${code}: '-b' is not a valid label value.`);
  });

  it('takes any value of an annotation', () => {
    const annotated = (written: string) => podText().replace('name: web', `name: web, annotations: { ${written} }`);
    checkSaid(annotated('Example.com/a: "any text / at all"'));
    checkSaid(annotated('"a b": c'), code);
  });
});

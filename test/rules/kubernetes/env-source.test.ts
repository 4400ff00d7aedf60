import { envSource } from '../../../server/src/analysis/rules/kubernetes/env-source.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/env-source';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of envSource.examples) checkDiagnostics(before);
  });

  it('requires one source', () => {
    const env = (written: string) => podText(`env: [{ name: A, ${written} }]`);
    checkSaid(env('value: b'));
    checkSaid(env('value: "", valueFrom: { fieldRef: { fieldPath: metadata.name } }'));
    checkSaid(
      env('value: b, valueFrom: { fieldRef: { fieldPath: metadata.name } }'),
      `${code}: A variable must not have both`,
    );
    checkSaid(env('valueFrom: {}'), `${code}: 'valueFrom' requires one of`);
    checkSaid(env('valueFrom: { fieldRef: { fieldPath: "metadata.labels[\'app\']" } }'));
    checkSaid(env('valueFrom: { fieldRef: { fieldPath: metadata.labels } }'), `${code}: A variable cannot read`);
  });
});

import { emptyValue } from '../../../server/src/analysis/rules/kubernetes/empty-value.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/empty-value';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of emptyValue.examples) checkDiagnostics(before);
  });

  it('knows what must be there', () => {
    checkSaid(podText('env: [{ name: "" }]'), `${code}: 'name' must not be empty.`);
    checkSaid(podText().replace('image: nginx', 'image: " nginx"'), `${code}: 'image' must not start`);
    checkSaid(podText().replace('[{ name: app, image: nginx }]', '[]'), `${code}: 'containers' must not be empty.`);
    checkSaid(podText('command: [""], env: [{ name: A, value: "" }]'));
  });

  it('knows lists and their items', () => {
    checkSaid(
      podText().replace('[{ name: app, image: nginx }]', '[null]'),
      `${code}: An item of 'containers' must not be`,
    );
    checkSaid(podText('env: [null]'), `${code}: An item of 'env' must not be empty.`);
    checkSaid(podText('args: [null]'));
  });

  it('is reported at the dash of an empty item', () => {
    const text = podText().replace(/spec: .*/, 'spec:\n  containers:\n    -');
    checkDiagnostics(`#- /pod.yaml\n${text}#? error ${code} at "-": An item of 'containers' must not be empty.\n`);
  });

  it('is silent in patches', () => {
    checkDiagnostics(`#- /overlays/dev/pod.yaml\n${podText('env: [{ name: "" }]')}`);
  });
});

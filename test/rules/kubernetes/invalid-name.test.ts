import { invalidName } from '../../../server/src/analysis/rules/kubernetes/invalid-name.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-name';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidName.examples) checkDiagnostics(before);
  });

  it('knows the names of each kind', () => {
    const named = (kind: string, name: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
    checkSaid(named('ConfigMap', 'a.b-c.d'));
    checkSaid(named('ConfigMap', 'a_b'), `${code}: 'a_b' is not a valid name.`);
    checkSaid(named('Secret', 'a..b'), code);
    checkSaid(
      serviceText('ports: [{ port: 80 }]').replace('web', '1web'),
      `${code}: '1web' is not a valid Service name.`,
    );
    checkSaid(podText().replace('name: web', 'generateName: web-'));
    checkSaid(podText().replace('name: app', `name: ${'a'.repeat(64)}`), code);
  });

  it('reports nothing about a placeholder or a patch', () => {
    checkSaid(podText().replace('name: web', 'name: "${NAME}_x"'));
    checkDiagnostics(`#- /overlays/dev/pod.yaml\n${podText().replace('name: app', 'name: My_App')}`);
  });
});

import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'project/unknown-key';
const file = (text: string) => `#- /.envoy-sidecar.yaml\n${text}`;

describe(code, () => {
  it('reports a key that does not exist, with the one that was meant', () => {
    checkDiagnostics(file(`ruls: {}\n#? warning ${code} at "ruls": Unknown key 'ruls'. Did you mean 'rules'?\n`));
    const all = 'rules, ignore, envoyImages, envoyVersion, kubernetesVersion, appPorts';
    checkDiagnostics(file(`color: red\n#? warning ${code} at "color": Unknown key 'color'. Use one of ${all}.\n`));
  });

  it('renames the key, unless the other one is there', () => {
    checkFix(file('appports: { a: 1 }\n'), code, file('appPorts: { a: 1 }\n'));
    assert.deepEqual(fixTitles(file('appports: { a: 1 }\nappPorts: {}\n'), code), []);
    assert.deepEqual(fixTitles(file('color: red\n'), code), []);
  });

  it('accepts all keys, and any key in other files', () => {
    checkDiagnostics(
      file('rules: {}\nignore: []\nenvoyImages: []\nenvoyVersion: 1.36\nkubernetesVersion: 1.33\nappPorts: {}\n'),
    );
    checkDiagnostics('#- /envoy-sidecar.yaml\nruls: {}\n');
  });
});

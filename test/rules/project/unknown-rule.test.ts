import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'project/unknown-rule';
const file = (text: string) => `#- /.envoy-sidecar.yaml\n${text}\n`;

describe(code, () => {
  it('reports a code that does not exist, with the one that was meant', () => {
    const said = "Unknown rule 'envoy/unknown-clutser'. Did you mean 'envoy/unknown-cluster'?";
    checkDiagnostics(
      file(`rules: { envoy/unknown-clutser: off }\n#? warning ${code} at "envoy/unknown-clutser": ${said}`),
    );
    const other = "Unknown rule 'no-tabs'. Use the code of a rule, or an area such as envoy/*.";
    checkDiagnostics(file(`rules: { no-tabs: off }\n#? warning ${code} at "no-tabs": ${other}`));
    checkDiagnostics(file(`rules: { kubernets/*: off }\n#? warning ${code} at "kubernets/*"`));
  });

  it('accepts codes, former codes and areas', () => {
    checkDiagnostics(file('rules: { envoy/unknown-cluster: off, envoy/refused-value: hint, kubernetes/*: off }'));
  });

  it('changes the code, unless the other one is there', () => {
    checkFix(file('rules: { envoy/unknown-clutser: off }'), code, file('rules: { envoy/unknown-cluster: off }'));
    const both = file('rules: { envoy/unknown-clutser: off, envoy/unknown-cluster: off }');
    assert.ok(!fixTitles(both, code).includes("Change to 'envoy/unknown-cluster'"));
  });
});

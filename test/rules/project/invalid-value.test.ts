import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import assert from 'node:assert/strict';

const code = 'project/invalid-value';
const fixture = (text: string, ...claims: readonly string[]) =>
  ['#- /.envoy-sidecar.yaml', text, ...claims.map((claim) => `#? error ${code} at ${claim}`), ''].join('\n');

describe(code, () => {
  it('reports a severity that does not exist', () => {
    const said = 'is not a severity. Use error, warning, information, hint or off.';
    checkDiagnostics(fixture('rules: { envoy/*: fatal }', `"fatal": 'fatal' ${said}`));
    checkDiagnostics(fixture('rules: { envoy/*: [off] }', `"[off]": '[…]' ${said}`));
  });

  it('reports a value of another type', () => {
    for (const [text, at, type] of [
      ['rules: off', 'off', "'rules' must be a map from rules to severities"],
      ['ignore: vendor', 'vendor', "'ignore' must be a list of paths"],
      ['envoyImages: { a: b }', '{ a: b }', "'envoyImages' must be a list of images"],
      ['envoyVersion: [1.36]', '[1.36]', "'envoyVersion' must be a version, or a map from paths to versions"],
      ['appPorts: 80', '80', "'appPorts' must be a map from images to ports"],
    ] as const)
      checkDiagnostics(fixture(text, `"${at}": The value of ${type}.`));
    checkDiagnostics(fixture('- a', '"- a": The project file must be a map with keys.'));
  });

  it('reports items that are not texts, and ports out of range', () => {
    checkDiagnostics(fixture('ignore: [{}]', '"{}": A string is required here.'));
    const said = 'is not a port. Use a number from 1 to 65535, or a list of them.';
    checkDiagnostics(fixture('appPorts: { a: http, b: 70000 }', `"http": 'http' ${said}`, `"70000": '70000' ${said}`));
  });

  it('offers the severity that was meant', () => {
    checkFix(fixture('rules: { envoy/*: waning }'), code, fixture('rules: { envoy/*: warning }'));
    checkFix(fixture('rules: { envoy/*: Info }'), code, fixture('rules: { envoy/*: information }'));
    assert.deepEqual(fixTitles(fixture('rules: { envoy/*: fatal }'), code), []);
  });

  it('accepts what is right', () => {
    checkDiagnostics(fixture('rules: { envoy/*: off }\nignore: [a]\nenvoyVersion: 1.36\nappPorts: { a: [1, 65535] }'));
  });
});

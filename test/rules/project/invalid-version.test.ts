import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'project/invalid-version';
const fixture = (text: string, ...claims: readonly string[]) =>
  ['#- /.envoy-sidecar.yaml', text, ...claims, ''].join('\n');

describe(code, () => {
  it('reports what is not a version, for all files or for a path', () => {
    for (const text of ['latest', 'v1.36-latest', '1'])
      for (const lines of [`envoyVersion: ${text}`, `envoyVersion: { "a/**": ${text} }`])
        checkDiagnostics(
          fixture(
            lines,
            `#? error ${code} at "${text}": '${text}' is not a valid Envoy version. Use a version such as 1.36 or 1.36.4.`,
          ),
        );
  });

  it('reports what is not a version of Kubernetes', () => {
    const said = "'newest' is not a valid Kubernetes version. Use a version such as 1.33.";
    checkDiagnostics(fixture('kubernetesVersion: newest', `#? error ${code} at "newest": ${said}`));
    checkDiagnostics(fixture('kubernetesVersion: { a: 1.30, b: v1.33.4 }'));
  });

  it('accepts versions', () => {
    for (const text of ['1.36', 'v1.36', '"1.36.4"', '{ a: 1.36, b: 1.30.1 }', '1.99'])
      checkDiagnostics(fixture(`envoyVersion: ${text}`));
  });

  it('offers the version that was meant', () => {
    checkFix(fixture('envoyVersion: v1.36-latest'), code, fixture('envoyVersion: 1.36'));
    assert.deepEqual(fixTitles(fixture('envoyVersion: latest'), code), []);
  });
});

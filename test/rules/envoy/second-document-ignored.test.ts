import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/second-document-ignored';

describe(code, () => {
  it('removes what Envoy does not read', () => {
    checkFix(
      '#- /envoy.yaml\nstatic_resources: {}\n---\nadmin: {}\n',
      code,
      '#- /envoy.yaml\nstatic_resources: {}\n',
      'Remove the ignored documents',
    );
  });

  it('reports nothing about empty documents and other files', () => {
    checkDiagnostics('#- /envoy.yaml\nstatic_resources: {}\n---\n');
    checkDiagnostics('#- /envoy.yaml\n---\nstatic_resources: {}\n...\n# end\n');
    checkDiagnostics('#- /other.yaml\na: 1\n---\nb: 2\n');
  });
});

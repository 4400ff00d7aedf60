import { checkDiagnostics } from '../fixture/check.ts';

/** Comments and settings name the code of an earlier version. */
describe('former codes of rules', () => {
  const twice = (comment: string) => `#- /envoy.yaml
layered_runtime:
  layers:
    - { name: a, static_layer: {} }
    - { name: a, admin_layer: {} } ${comment}
`;
  const found = '#? error envoy/duplicate-entry at "a"#8\n';

  it('still silence a line', () => {
    checkDiagnostics(twice('# envoy-sidecar: ignore envoy/refused-value'));
    checkDiagnostics(twice('# envoy-sidecar: ignore envoy/unknown-name') + found);
  });

  it('still set a severity, unless the new code has one', () => {
    checkDiagnostics(twice(''), { 'envoy/refused-value': 'off' });
    checkDiagnostics(twice('') + found.replace('error', 'hint'), {
      'envoy/refused-value': 'off',
      'envoy/duplicate-entry': 'hint',
    });
  });

  it('say nothing about what a rule found before they joined it', () => {
    const missing =
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - { connect_timeout: 1s } # envoy-sidecar: ignore envoy/refused-value\n';
    checkDiagnostics(`${missing}#? hint envoy/missing-field at "connect_timeout"\n`, { 'envoy/missing-field': 'hint' });
  });
});

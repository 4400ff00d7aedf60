import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, network, quiet, tcpProxy } from './configs.ts';

describe('the condition of an RBAC policy', () => {
  const policy = (condition: string) =>
    network(
      extension(
        'envoy.extensions.filters.network.rbac.v3.RBAC',
        `stat_prefix: a, rules: { policies: { p: { permissions: [{ any: true }], principals: [{ any: true }], condition: ${condition} } } }`,
      ),
      tcpProxy,
    );
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('has no empty part', () => {
    checkDiagnostics(policy('{}') + error('condition', 'missing-field'), off);
    checkDiagnostics(policy('{ ident_expr: { name: "" } }') + error('ident_expr', 'missing-field'), off);
    checkDiagnostics(
      policy('{ call_expr: { function: _==_, args: [{ id: 1 }, { const_expr: { bool_value: true } }] } }') +
        error('{ id: 1 }', 'missing-field'),
      off,
    );
    checkDiagnostics(policy('{ list_expr: {} }'), off);
    checkDiagnostics(policy('{ select_expr: { operand: { ident_expr: { name: source } }, field: port } }'), off);
  });
});

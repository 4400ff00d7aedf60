import { roleBinding } from '../../../server/src/analysis/rules/kubernetes/role-binding.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/role-binding';

describe(code, () => {
  const binding = (one: string, role = 'kind: Role, name: r', kind = 'RoleBinding') =>
    objectText('rbac.authorization.k8s.io/v1', kind, `roleRef: { ${role} }\nsubjects: [{ ${one} }]`);

  it('reports its examples', () => {
    for (const { before } of roleBinding.examples) checkDiagnostics(before);
  });

  it('knows the group of each subject', () => {
    for (const fine of ['kind: ServiceAccount, name: web', 'kind: User, name: "jane@example.com"'])
      checkSaid(binding(fine));
    checkSaid(binding('kind: ServiceAccount, name: web, apiGroup: apps'), `${code}: The API group must be ''`);
    checkSaid(binding('kind: Group, name: dev, apiGroup: apps'), `${code}: The API group must be 'rbac`);
    checkSaid(binding('kind: ServiceAccount, name: Web'), `${code}: 'Web' is not a valid name.`);
    checkSaid(binding('kind: Robot, name: r'), "kubernetes/invalid-value: 'Robot' is not a valid value for 'kind'.");
  });

  it('requires more in a ClusterRoleBinding', () => {
    const cluster = (one: string, role = 'kind: ClusterRole, name: r') => binding(one, role, 'ClusterRoleBinding');
    checkSaid(cluster('kind: ServiceAccount, name: web, namespace: shop'));
    checkSaid(cluster('kind: ServiceAccount, name: web'), `${code}: A ServiceAccount in a ClusterRoleBinding`);
    checkSaid(cluster('kind: User, name: u', 'kind: Role, name: r'), `${code}: The role of a ClusterRoleBinding`);
  });

  it('knows the group of a role', () => {
    checkSaid(binding('kind: User, name: u', 'kind: Role, name: r, apiGroup: rbac.authorization.k8s.io'));
    checkSaid(binding('kind: User, name: u', 'kind: Role, name: r, apiGroup: rbac'), `${code}: The API group must be`);
    checkSaid(binding('kind: User, name: u', 'kind: Role, name: a/b'), "kubernetes/invalid-name: 'a/b' is not");
  });
});

import { accessRule } from '../../../server/src/analysis/rules/kubernetes/access-rule.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/access-rule';

describe(code, () => {
  const role = (written: string, kind = 'Role') =>
    objectText('rbac.authorization.k8s.io/v1', kind, `rules: [{ ${written} }]`);

  it('reports its examples', () => {
    for (const { before } of accessRule.examples) checkDiagnostics(before);
  });

  it('knows what a rule requires', () => {
    checkSaid(role('apiGroups: [""], resources: [pods], verbs: [get]'));
    checkSaid(role('apiGroups: [""], verbs: [get]'), `${code}: A rule requires 'resources'.`);
    checkSaid(role('apiGroups: [], resources: [pods], verbs: [get]'), `${code}: A rule with 'resources' requires`);
    checkSaid(
      role('apiGroups: [""], resources: [pods], verbs: []'),
      "kubernetes/empty-value: 'verbs' must not be empty.",
    );
    checkSaid(role('apiGroups: ["${GROUP}"], verbs: [get]'));
  });

  it('takes URLs in a ClusterRole only, and not beside resources', () => {
    checkSaid(role('nonResourceURLs: [/x], verbs: [get]', 'ClusterRole'));
    checkSaid(
      role('nonResourceURLs: [/x], verbs: [get]'),
      `${code}: 'nonResourceURLs' is only allowed in a ClusterRole.`,
    );
    checkSaid(
      role('nonResourceURLs: [/x], resources: [pods], verbs: [get]', 'ClusterRole'),
      `${code}: A rule must not`,
    );
  });

  it('requires selectors of an aggregation', () => {
    const aggregated = (written: string) =>
      objectText('rbac.authorization.k8s.io/v1', 'ClusterRole', `aggregationRule: { ${written} }`);
    checkSaid(aggregated('clusterRoleSelectors: [{ matchLabels: { a: b } }]'));
    checkSaid(aggregated(''), `${code}: 'aggregationRule' requires 'clusterRoleSelectors'.`);
  });
});

import { isEmpty, isSet, isWritten, type ObjectPart, partAt } from '../../kubernetes/object-part.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const accessRule = rule({
  code: 'kubernetes/access-rule',
  subject: 'manifest',
  severity: 'error',
  summary: 'A rule of a Role or ClusterRole is incomplete, or its fields do not fit each other.',
  why: 'A rule lists the API groups and resources that its verbs apply to. The core group is the empty string. In a ClusterRole, a rule may list URLs in `nonResourceURLs` instead.',
  examples: [
    {
      before: `#- /role.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules:
  - resources:
  # ^^^^^^^^^ error kubernetes/access-rule: A rule with 'resources' requires 'apiGroups'. The core group is "".
      - pods
    verbs:
      - get
`,
    },
  ],
  check: objectCheck(({ kind, root, partsOf }, refuse, subject) => {
    if (kind !== 'Role' && kind !== 'ClusterRole') return;
    for (const one of partsOf('PolicyRule')) if (isWritten(one)) checkRule(kind, one, refuse, subject);
    const aggregation = partAt(root, 'aggregationRule');
    if (isSet(aggregation) && isEmpty(partAt(aggregation, 'clusterRoleSelectors')))
      refuse(aggregation, message("'{0}' requires '{1}'.", 'aggregationRule', 'clusterRoleSelectors'), { key: true });
  }),
});

function checkRule(kind: string, holder: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const [urls, groups, resources, names] = ['nonResourceURLs', 'apiGroups', 'resources', 'resourceNames'].map((name) =>
    partAt(holder, name),
  ) as [ObjectPart, ObjectPart, ObjectPart, ObjectPart];
  if (!isEmpty(urls)) {
    if (kind === 'Role')
      refuse(urls, message("'{0}' is only allowed in a {1}.", 'nonResourceURLs', 'ClusterRole'), {
        key: true,
        fixes: removeField(subject, urls),
      });
    if ([groups, resources, names].some((part) => !isEmpty(part)))
      refuse(urls, message("A rule must not have both 'nonResourceURLs' and resources."), { key: true });
  } else if (isEmpty(resources)) refuse(isSet(resources) ? resources : holder, message("A rule requires 'resources'."));
  else if (isEmpty(groups))
    refuse(
      isSet(groups) ? groups : resources,
      message("A rule with 'resources' requires 'apiGroups'. The core group is \"\"."),
      { key: true },
    );
}

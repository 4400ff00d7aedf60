import { isSet, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { subdomainName } from '../findings/name-formats.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const roleBinding = rule({
  code: 'kubernetes/role-binding',
  subject: 'manifest',
  severity: 'error',
  summary: 'A subject or the role of a RoleBinding or ClusterRoleBinding is not allowed.',
  why: 'A subject is a ServiceAccount of the core group, or a User or Group of `rbac.authorization.k8s.io`. In a ClusterRoleBinding, a ServiceAccount requires its namespace, and the role is a ClusterRole.',
  examples: [
    {
      before: `#- /binding.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: reader
subjects:
  - kind: ServiceAccount
    #     ^^^^^^^^^^^^^^ error kubernetes/role-binding: A ServiceAccount in a ClusterRoleBinding requires 'namespace'.
    name: web
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: reader
`,
    },
  ],
  check: objectCheck(({ kind, partsOf }, refuse, subject) => {
    if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') return;
    for (const one of partsOf('Subject')) checkSubject(kind, one, refuse, subject);
    for (const role of partsOf('RoleRef')) {
      const ofRole = partAt(role, 'kind');
      if (kind === 'ClusterRoleBinding' && textOf(ofRole) === 'Role')
        refuse(ofRole, message('The role of a ClusterRoleBinding must be a ClusterRole.'), {
          fixes: changeTo(subject, 'ClusterRole', false),
        });
      checkGroup(partAt(role, 'apiGroup'), ownGroup, refuse, subject);
    }
  }),
});

const ownGroup = 'rbac.authorization.k8s.io';

function checkSubject(binding: string, one: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const kind = partAt(one, 'kind');
  const isAccount = textOf(kind) === 'ServiceAccount';
  const name = textOf(partAt(one, 'name'));
  const namespace = partAt(one, 'namespace');
  if (isAccount || ['User', 'Group'].includes(textOf(kind) ?? ''))
    checkGroup(partAt(one, 'apiGroup'), isAccount ? '' : ownGroup, refuse, subject);
  if (!isAccount) return;
  const said = name ? subdomainName(name) : undefined;
  if (said) refuse(partAt(one, 'name'), said);
  if (binding === 'ClusterRoleBinding' && (!isSet(namespace) || namespace.value === ''))
    refuse(kind, message("A ServiceAccount in a ClusterRoleBinding requires 'namespace'."));
}

/** An empty group is filled in by the server. */
function checkGroup(part: ObjectPart, expected: string, refuse: Refuse, subject: Subjects['manifest']): void {
  const group = textOf(part);
  if (!group || group === expected) return;
  refuse(part, message("The API group must be '{0}', not '{1}'.", expected, group), {
    fixes: changeTo(subject, expected),
  });
}

import { isEmpty, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { containersOf, podSpecsOf } from '../../kubernetes/object-parts.ts';
import { allowedSince, isAllowed } from '../../schema/kubernetes-validation.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const restartPolicy = rule({
  code: 'kubernetes/restart-policy',
  subject: 'manifest',
  severity: 'error',
  summary: 'A restart policy does not fit the kind of the workload, or the container.',
  why: 'Pods of a Deployment, StatefulSet, DaemonSet or ReplicaSet run until they are deleted and are always restarted. Pods of a Job end, so their policy is `OnFailure` or `Never`. The default `Always` does not fit a Job. Before Kubernetes 1.34, only init containers have a policy of their own. Rules for exit codes require one.',
  examples: [
    {
      before: `#- /job.yaml stock:job
#~ restartPolicy: Never => restartPolicy: Always
#? error kubernetes/restart-policy at "Always": 'restartPolicy' must be OnFailure or Never in a Job.
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    const { kind } = object;
    for (const spec of podSpecsOf(object)) {
      const policy = partAt(spec, 'restartPolicy');
      const written = textOf(policy);
      if (isSet(policy) && (written === undefined || !known.includes(written))) continue;
      if (jobs.includes(kind) && (!written || written === 'Always'))
        refuse(policy, message("'restartPolicy' must be OnFailure or Never in a {0}.", kind));
      if (controllers.includes(kind) && written && written !== 'Always')
        refuse(policy, message("'restartPolicy' must be Always in a {0}.", kind), {
          fixes: changeTo(subject, 'Always'),
        });
      for (const container of partsIn(partAt(spec, 'containers'))) checkOwn(container, refuse, subject);
    }
    for (const container of containersOf(object)) checkRules(container, refuse);
  }),
});

/** Of a container that is not an init container. */
function checkOwn(container: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const policy = partAt(container, 'restartPolicy');
  if (!isSet(policy) || isAllowed('policy-of-any-container', subject.target?.version)) return;
  const since = allowedSince('policy-of-any-container');
  refuse(policy, message("Before Kubernetes {0}, only init containers may have 'restartPolicy'.", since), {
    key: true,
    fixes: removeField(subject, policy),
  });
}

function checkRules(container: ObjectPart, refuse: Refuse): void {
  const rules = partAt(container, 'restartPolicyRules');
  if (!isEmpty(rules) && !isSet(partAt(container, 'restartPolicy')))
    refuse(rules, message("'{0}' requires '{1}'.", 'restartPolicyRules', 'restartPolicy'), { key: true });
}

/** Another word is reported as such. */
const known = ['Always', 'OnFailure', 'Never', ''];
const jobs = ['Job', 'CronJob'];
const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

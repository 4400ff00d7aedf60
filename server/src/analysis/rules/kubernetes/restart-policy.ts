import { isSet, partAt, textOf } from '../../kubernetes/object-part.ts';
import { podSpecsOf } from '../../kubernetes/object-parts.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const restartPolicy = rule({
  code: 'kubernetes/restart-policy',
  subject: 'manifest',
  severity: 'error',
  summary: 'The restart policy does not fit the kind of the workload.',
  why: 'Pods of a Deployment, StatefulSet, DaemonSet or ReplicaSet run until they are deleted and are always restarted. Pods of a Job end, so their policy is `OnFailure` or `Never`. The default `Always` does not fit a Job.',
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
    }
  }),
});

/** Another word is reported as such. */
const known = ['Always', 'OnFailure', 'Never', ''];
const jobs = ['Job', 'CronJob'];
const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

import { intOf, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { checkOneOf } from '../findings/one-of.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const jobPolicy = rule({
  code: 'kubernetes/job-policy',
  subject: 'manifest',
  severity: 'error',
  summary: 'The fields of a Job about completions and failures do not fit each other.',
  why: 'Limits per index and a success policy require `completionMode: Indexed`, which requires `completions`. A rule of a failure policy is about exit codes, in ascending order, or about conditions, and the pods are not restarted.',
  examples: [
    {
      before: `#- /job.yaml
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  completionMode: Indexed
  #               ^^^^^^^ error kubernetes/job-policy: 'completionMode: Indexed' requires 'completions'.
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: example.com/migrate:1.0
`,
    },
  ],
  check: objectCheck(({ partsOf }, refuse, subject) => {
    for (const spec of partsOf('JobSpec')) {
      checkIndexes(spec, refuse);
      const policy = partAt(spec, 'podFailurePolicy');
      if (!isSet(policy)) continue;
      checkRestart(partAt(spec, 'template', 'spec', 'restartPolicy'), refuse, subject);
      for (const one of partsIn(partAt(policy, 'rules'))) checkRule(one, spec, refuse, subject);
    }
  }),
});

function checkIndexes(spec: ObjectPart, refuse: Refuse): void {
  const mode = partAt(spec, 'completionMode');
  if (isSet(mode) && textOf(mode) === undefined) return;
  const isIndexed = textOf(mode) === 'Indexed';
  if (isIndexed && !isSet(partAt(spec, 'completions')))
    refuse(mode, message("'{0}' requires '{1}'.", 'completionMode: Indexed', 'completions'));
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
    const part = partAt(spec, name);
    if (isSet(part) && !isIndexed)
      refuse(part, message("'{0}' requires '{1}'.", name, 'completionMode: Indexed'), { key: true });
  }
  const most = partAt(spec, 'maxFailedIndexes');
  if (isSet(most) && !isSet(partAt(spec, 'backoffLimitPerIndex')))
    refuse(most, message("'{0}' requires '{1}'.", 'maxFailedIndexes', 'backoffLimitPerIndex'), { key: true });
  if ((intOf(most) ?? 0) > (intOf(partAt(spec, 'completions')) ?? Number.POSITIVE_INFINITY))
    refuse(most, message("'maxFailedIndexes' must not be greater than 'completions'."));
}

/** Another policy than OnFailure does not fit a Job in any case. */
function checkRestart(policy: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  if (textOf(policy) === 'OnFailure')
    refuse(policy, message("'podFailurePolicy' requires 'restartPolicy: Never'."), {
      fixes: changeTo(subject, 'Never'),
    });
}

function checkRule(one: ObjectPart, spec: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  checkOneOf(one, ['onExitCodes', 'onPodConditions'], refuse, subject);
  const action = partAt(one, 'action');
  if (textOf(action) === 'FailIndex' && !isSet(partAt(spec, 'backoffLimitPerIndex')))
    refuse(action, message("'{0}' requires '{1}'.", 'action: FailIndex', 'backoffLimitPerIndex'));
  const codes = partAt(one, 'onExitCodes');
  const name = textOf(partAt(codes, 'containerName'));
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    partsIn(partAt(spec, 'template', 'spec', list)),
  );
  const names = containers.map((container) => partAt(container, 'name'));
  if (name !== undefined && names.every((part) => textOf(part) !== undefined && textOf(part) !== name))
    refuse(partAt(codes, 'containerName'), message("There is no container '{0}' in the template.", name));
  checkCodes(codes, refuse);
}

function checkCodes(codes: ObjectPart, refuse: Refuse): void {
  const isIn = textOf(partAt(codes, 'operator')) === 'In';
  const values = partsIn(partAt(codes, 'values'));
  for (const [index, part] of values.entries()) {
    const [before, code] = [intOf(values[index - 1] ?? { value: undefined, path: [] }), intOf(part)];
    if (code === 0 && isIn) refuse(part, message('The operator In does not allow the exit code 0.'));
    if (before !== undefined && code !== undefined && code <= before)
      refuse(part, message('Exit codes must be in ascending order, without duplicates.'));
  }
}

import { isEmpty, isMap, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const invalidSelector = rule({
  code: 'kubernetes/invalid-selector',
  subject: 'manifest',
  severity: 'error',
  summary: 'A selector is empty, or its values do not fit its operator.',
  why: 'The selector of a workload must not be empty, because it would match every pod. `In` and `NotIn` require values, `Exists` and `DoesNotExist` allow none. `Gt` and `Lt` take one number.',
  examples: [
    {
      before: `#- /deployment.yaml stock:deployment
#~ selector:\\n    matchLabels:\\n      app: web => selector: {}
#? error kubernetes/invalid-selector at "selector": The selector of a Deployment must not be empty.
`,
    },
  ],
  check: objectCheck((object, refuse, { labelsSet }) => {
    const { kind, spec } = object;
    const selector = partAt(spec, 'selector');
    if (
      labelsSet.length === 0 &&
      controllers.includes(kind) &&
      isMap(selector) &&
      isEmpty(partAt(selector, 'matchLabels')) &&
      isEmpty(partAt(selector, 'matchExpressions'))
    )
      refuse(selector, message('The selector of a {0} must not be empty.', kind));
    if (kind === 'Job' && isMap(selector) && !isEmpty(selector) && partAt(spec, 'manualSelector').value !== true)
      refuse(selector, message("A Job sets its selector itself. Remove it, or set 'manualSelector: true'."), {
        key: true,
      });
    for (const type of ['LabelSelectorRequirement', 'NodeSelectorRequirement'])
      for (const expression of object.partsOf(type)) checkExpression(expression, refuse);
  }),
});

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

function checkExpression(expression: ObjectPart, refuse: Refuse): void {
  const operator = textOf(partAt(expression, 'operator')) ?? '';
  const values = partAt(expression, 'values');
  const count = partsIn(values).length;
  if (['In', 'NotIn'].includes(operator) && count === 0)
    refuse(isSet(values) ? values : partAt(expression, 'operator'), message("'{0}' requires 'values'.", operator));
  if (['Exists', 'DoesNotExist'].includes(operator) && count > 0)
    refuse(values, message("'{0}' must not have 'values'.", operator));
  if (['Gt', 'Lt'].includes(operator) && count !== 1)
    refuse(
      isSet(values) ? values : partAt(expression, 'operator'),
      message("'{0}' requires exactly one value.", operator),
    );
}

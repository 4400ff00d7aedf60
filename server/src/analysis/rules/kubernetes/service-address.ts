import { isEmpty, isSet, isWritten, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const serviceAddress = rule({
  code: 'kubernetes/service-address',
  subject: 'manifest',
  severity: 'error',
  summary: 'The addresses and IP families of a Service do not fit each other.',
  why: '`clusterIPs` starts with `clusterIP`, holds at most one address of each family, and agrees with `ipFamilies`.',
  examples: [
    {
      before: `#- /service.yaml stock:service
#~ name: app => name: web
#~ spec: => spec:\\n  clusterIP: None\\n  clusterIPs:\\n    - 10.96.0.20
#? error kubernetes/service-address at "10.96.0.20": The first of 'clusterIPs' must be equal to 'clusterIP'.
`,
      after: `#- /service.yaml stock:service
#~ name: app => name: web
#~ spec: => spec:\\n  clusterIP: None\\n  clusterIPs:\\n    - None
`,
    },
  ],
  check: objectCheck(({ kind, spec }, refuse, subject) => {
    if (kind !== 'Service') return;
    if (textOf(partAt(spec, 'type')) === 'ExternalName') return;
    checkAddresses(spec, refuse, subject);
    checkFamilies(spec, refuse);
  }),
});

function checkAddresses(spec: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const [single, list] = [partAt(spec, 'clusterIP'), partAt(spec, 'clusterIPs')];
  const [first, ...others] = partsIn(list);
  if (!first || !isWritten(single) || !isWritten(list)) return;
  if (!isSet(single) || single.value === '')
    refuse(list, message("'{0}' requires '{1}'.", 'clusterIPs', 'clusterIP'), { key: true });
  else if (single.value !== first.value)
    refuse(first, message("The first of 'clusterIPs' must be equal to 'clusterIP'."), {
      fixes: changeTo(subject, textOf(single) ?? ''),
    });
  if ([first, ...others].some((part) => textOf(part) === 'None') && others.length > 0)
    refuse(list, message("'None' must be the only item of 'clusterIPs'."), { key: true });
  else if (others.length > 1 || (others[0] && familyOf(others[0]) === familyOf(first)))
    refuse(others.at(-1) ?? list, message("'clusterIPs' must have at most one address of each IP family."));
}

const familyOf = (part: ObjectPart): string => (textOf(part)?.includes(':') ? 'IPv6' : 'IPv4');

function checkFamilies(spec: ObjectPart, refuse: Refuse): void {
  const families = partsIn(partAt(spec, 'ipFamilies'));
  const names = families.map(textOf);
  for (const [index, part] of families.entries())
    if (names[index] && names.indexOf(names[index]) < index)
      refuse(part, message("Duplicate '{0}' in '{1}'.", names[index] ?? '', 'ipFamilies'));
  const addresses = partAt(spec, 'clusterIPs');
  const written = isEmpty(addresses) ? [partAt(spec, 'clusterIP')] : partsIn(addresses);
  for (const [index, part] of written.entries()) {
    const family = names[index];
    if (family && textOf(part)?.match(/[.:]/) && familyOf(part) !== family)
      refuse(
        part,
        message("'{0}' must be an {1} address, because 'ipFamilies' requires it.", textOf(part) ?? '', family),
      );
  }
}

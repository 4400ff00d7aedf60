import { entriesIn, isSet, isWritten, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { containersOf } from '../../kubernetes/object-parts.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const requestsAboveLimits = rule({
  code: 'kubernetes/requests-above-limits',
  subject: 'manifest',
  severity: 'error',
  summary: 'A container requests more of a resource than its limit.',
  why: 'A request is the amount that is reserved, a limit the most that may be used. The API server rejects a request above the limit, and an amount below zero. Huge pages and resources of extensions need the same amount in both.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      resources:\\n        requests:\\n          memory: 128Mi\\n        limits:\\n          memory: 64Mi
#? error kubernetes/requests-above-limits at "128Mi": The request for 'memory' must not be greater than its limit of 64Mi.
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    for (const container of containersOf(object)) {
      const resources = partAt(container, 'resources');
      const [requests, limits] = [partAt(resources, 'requests'), partAt(resources, 'limits')];
      for (const [name, amount] of [...entriesIn(requests), ...entriesIn(limits)]) {
        if (!isNative(name) && (amountOf(amount) ?? 0n) % 1000n !== 0n)
          refuse(amount, message("The amount of '{0}' must be a whole number.", name));
        if (isNegative(amount)) refuse(amount, message("The amount of '{0}' must not be negative.", name));
        if (!isResourceName(name))
          refuse(
            amount,
            message("'{0}' is not a resource. Resources of extensions have a domain and '/' before their name.", name),
            { key: true },
          );
      }
      for (const [name, request] of entriesIn(requests)) {
        const limit = partAt(limits, name);
        if (!isSet(limit) && isSet(request) && !isOvercommitted(name) && isWritten(limits))
          refuse(request, message("A request for '{0}' requires a limit, because it cannot be overcommitted.", name), {
            key: true,
          });
        const [asked, most] = [amountOf(request), amountOf(limit)];
        if (asked === undefined || most === undefined) continue;
        if (isOvercommitted(name) ? asked > most : asked !== most)
          refuse(
            request,
            asked > most
              ? message("The request for '{0}' must not be greater than its limit of {1}.", name, shown(limit))
              : message("The request for '{0}' must be equal to the limit of {1}.", name, shown(limit)),
          );
      }
      for (const [name, limit] of entriesIn(limits))
        if (
          isHugePages(name) &&
          !isSet(partAt(resources, 'requests', 'cpu')) &&
          !isSet(partAt(resources, 'requests', 'memory')) &&
          !isSet(partAt(limits, 'cpu')) &&
          !isSet(partAt(limits, 'memory'))
        )
          refuse(limit, message("Huge pages require a request for 'cpu' or 'memory'."));
    }
  }),
});

const shown = ({ value }: ObjectPart): string => String(value);

function amountOf(part: ObjectPart): bigint | undefined {
  const text = typeof part.value === 'number' ? String(part.value) : textOf(part);
  return text === undefined ? undefined : milliOf(text);
}

const isNegative = (part: ObjectPart): boolean => (amountOf(part) ?? 0n) < 0n;

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');

const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');

/** Of which less may be requested than the limit allows. */
const isOvercommitted = (name: string): boolean => isNative(name) && !isHugePages(name);

const isResourceName = (name: string): boolean =>
  name.includes('/') || ['cpu', 'memory', 'ephemeral-storage'].includes(name) || isHugePages(name);

import { isMap, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { message } from '../message.ts';
import type { Subjects } from '../rule.ts';
import { qualifiedName } from './name-formats.ts';
import { changeTo, type Refuse } from './object-check.ts';

/** The fields of a pod that a variable can read, and those that a file in a volume can read. */
export const variableFields = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
] as const;
export const fileFields = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
] as const;

/** Refuses a `fieldRef` to another field. */
export function checkFieldRef(
  ref: ObjectPart,
  fields: readonly string[],
  refuse: Refuse,
  subject: Subjects['manifest'],
): void {
  const path = partAt(ref, 'fieldPath');
  const field = textOf(path);
  if (!field || isReadable(field, fields)) return;
  const meant = fields.find((one) => one.toLowerCase() === field.toLowerCase());
  const [like] = meant ? [meant] : didYouMean(field, fields);
  refuse(
    path,
    fields === fileFields
      ? message("A volume does not support the field '{0}'.", field)
      : message("An environment variable does not support the field '{0}'.", field),
    like ? { fixes: changeTo(subject, like, meant !== undefined) } : {},
  );
}

function isReadable(field: string, fields: readonly string[]): boolean {
  const [, list, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(field) ?? [];
  if (list) return qualifiedName(list === 'labels' ? key : key.toLowerCase()) === undefined;
  return fields.includes(field) || (field === 'spec.host' && fields.includes('spec.nodeName'));
}

const resources = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${list}.${name}`),
);

/** Refuses a `resourceFieldRef` to another resource or in a unit that it does not have. */
export function checkResourceRef(ref: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  if (!isMap(ref)) return;
  const part = partAt(ref, 'resource');
  const name = textOf(part);
  if (!name) return;
  const isHugePages = /^(limits|requests)\.hugepages-/.test(name);
  if (!isHugePages && !resources.includes(name)) {
    const [like] = didYouMean(name, resources);
    refuse(
      part,
      message("'{0}' is not a resource of a container. Allowed values: {1}.", name, resources.join(', ')),
      like ? { fixes: changeTo(subject, like, false) } : {},
    );
  }
  checkDivisor(partAt(ref, 'divisor'), name, refuse);
}

/** 0 is taken for the default. */
function checkDivisor(part: ObjectPart, resource: string, refuse: Refuse): void {
  const unit = milliOf(textOf(part) ?? String(part.value));
  const allowed = resource.endsWith('.cpu') ? ['0', '1m', '1'] : ['0', '1', ...'kMGTPE', ...binaryUnits].map(unitOf);
  if (unit === undefined || allowed.some((one) => milliOf(one) === unit)) return;
  const example = resource.endsWith('.cpu') ? '1m' : '1Mi';
  refuse(
    part,
    message("'{0}' is not a unit of '{1}'. Use a value such as {2}.", String(part.value), resource, example),
  );
}

const binaryUnits = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const unitOf = (suffix: string): string => (/\d/.test(suffix) ? suffix : `1${suffix}`);

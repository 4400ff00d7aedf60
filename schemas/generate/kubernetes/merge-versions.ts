import { constraints } from '../../kubernetes/constraints.ts';
import type {
  KubernetesFacts,
  KubernetesField,
  KubernetesType,
} from '../../../server/src/analysis/schema/kubernetes-facts.ts';

/** What was read of one minor version, such as `1.33`. */
export interface VersionFacts extends Pick<KubernetesFacts, 'kinds' | 'types'> {
  readonly version: string;
  /** All kinds in their stable versions, as `apiVersion/kind`. */
  readonly stable: readonly string[];
}

/** The facts of the newest version, with what older ones had besides, and marks for what came or went. @param versions from old to new */
export function mergeVersions(versions: readonly VersionFacts[]): Omit<KubernetesFacts, 'source'> {
  const newest = versions.at(-1);
  if (!newest) throw new Error('There is no version.');
  const names = sorted(versions.flatMap(({ types }) => Object.keys(types)));
  return {
    kinds: newest.kinds,
    newKinds: newKinds(versions),
    types: Object.fromEntries(names.map((name) => [name, mergeType(name, versions)])),
  };
}

/** The stable kinds that the oldest version does not have, with their first version. */
const newKinds = (versions: readonly VersionFacts[]): Record<string, string> =>
  Object.fromEntries(
    sorted(versions.flatMap(({ stable }) => stable)).flatMap((kind) => {
      const first = versions.find(({ stable }) => stable.includes(kind));
      return first && first !== versions[0] ? [[kind, first.version]] : [];
    }),
  );

interface Dated<T> {
  readonly version: string;
  readonly has: T;
}

const dated = <T>(versions: readonly VersionFacts[], find: (facts: VersionFacts) => T | undefined): Dated<T>[] =>
  versions.flatMap((facts) => {
    const has = find(facts);
    return has === undefined ? [] : [{ version: facts.version, has }];
  });

/** The marks of a field are about versions that have the type. Before and after, the field that leads to it has one. */
function mergeType(name: string, versions: readonly VersionFacts[]): KubernetesType {
  const types = dated(versions, ({ types }) => types[name]);
  const fields = sorted(types.flatMap(({ has }) => Object.keys(has)));
  return Object.fromEntries(fields.map((field) => [field, mergeField(`${name}.${field}`, field, types)]));
}

function mergeField(path: string, field: string, types: readonly Dated<KubernetesType>[]): KubernetesField {
  const found = types.flatMap(({ version, has }) => (has[field] ? [{ version, has: has[field] }] : []));
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) throw new Error(`No version has ${path}.`);
  for (const { version, has } of found) requireSame(path, version, has, last.has);
  requireSameValues(path, found);
  return {
    ...last.has,
    ...(first.version === types[0]?.version ? {} : { since: first.version }),
    ...(last.version === types.at(-1)?.version ? {} : { until: last.version }),
  };
}

/** A mark cannot say that a field was another one before. What the server required before the OpenAPI says so is in the constraints. */
function requireSame(path: string, version: string, older: KubernetesField, newer: KubernetesField): void {
  const isStricter = newer.required === true && older.required !== true && !constraints.required.includes(path);
  if (older.type !== newer.type || isStricter)
    throw new Error(`${path} is ${JSON.stringify(older)} in ${version}, and ${JSON.stringify(newer)} later.`);
}

/** Whether a server accepts a new value depends on its feature gates, which the OpenAPI does not contain. */
function requireSameValues(path: string, found: readonly Dated<KubernetesField>[]): void {
  const lists = found.flatMap(({ has }) => (has.enum ? [has.enum.join(', ')] : []));
  if (new Set(lists).size > 1 && constraints.enums[path] === undefined)
    throw new Error(`The values of ${path} differ: ${[...new Set(lists)].join('; ')}. List them in the constraints.`);
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

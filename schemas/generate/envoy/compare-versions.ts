import { isDeepStrictEqual } from 'node:util';
import type { EnvoyChange, EnvoyFacts, ExtensionRow } from '../../../server/src/analysis/schema/envoy-model.ts';
import type { Api } from './read-api.ts';

interface Element {
  readonly deprecated?: boolean;
  readonly rules?: unknown;
  readonly types?: readonly string[];
}

type Elements = ReadonlyMap<string, Element>;
type Changes = Record<string, Record<string, unknown>>;

/** Several registries have this name, and the binaries do not always list the same one. */
const unreliableCategory = 'envoy.matching.action';

/**
 * The differences between neighbouring releases, in the form that `EnvoyVersions.changes` describes. What disappears and returns
 * was only missing in one build of the binary: the package of 1.38 does not contain V8.
 */
export function compareVersions(
  apis: readonly Api[],
  binaries: readonly { readonly version: string; readonly rows: readonly ExtensionRow[] }[],
  facts: Pick<EnvoyFacts, 'messages' | 'enums'>,
): Record<string, EnvoyChange> {
  const changes: Changes = {};
  const isOurs = (name: string): boolean => name in facts.messages || name in facts.enums || isConfig(name);
  comparePairs(
    apis.map((api) => [api.version, elementsOf(api, isOurs)]),
    changes,
  );
  comparePairs(
    binaries.map(({ version, rows }) => [version.replace(/\.\d+$/, ''), extensionElements(rows)]),
    changes,
  );
  return changes as Record<string, EnvoyChange>;
}

/** Messages of a config that the newest version does not have are included. */
function isConfig(name: string): boolean {
  return /^envoy\.(config|extensions|type)\..*\bv3\.[A-Z]/.test(name);
}

function elementsOf({ messages, enums }: Api, isOurs: (name: string) => boolean): Elements {
  const elements = new Map<string, Element>();
  for (const [name, message] of Object.entries(messages)) {
    if (!isOurs(name)) continue;
    elements.set(`M ${name}`, {});
    for (const [fieldName, field] of Object.entries(message.f)) {
      elements.set(`f ${name}.${fieldName}`, { deprecated: field.a?.deprecated === true, rules: field.v ?? null });
      if (field.x) elements.set(`O ${name}.${field.x}`, {});
    }
  }
  for (const [name, values] of Object.entries(enums)) {
    if (!isOurs(name)) continue;
    elements.set(`E ${name}`, {});
    for (const [valueName, value] of Object.entries(values)) {
      const deprecated = Array.isArray(value) && value[1].deprecated === true;
      elements.set(`V ${name}.${valueName}`, { deprecated });
    }
  }
  return elements;
}

function extensionElements(rows: readonly ExtensionRow[]): Elements {
  const reliable = rows.filter(([, category]) => category !== unreliableCategory);
  return new Map(reliable.map(([name, category, types]) => [`X ${category} ${name}`, { types }]));
}

function comparePairs(releases: readonly (readonly [version: string, elements: Elements])[], changes: Changes): void {
  const note = (key: string, mark: string, value: unknown): void => {
    changes[key] = { ...changes[key], [mark]: value };
  };
  releases.slice(1).forEach(([version, now], index) => {
    const before: Elements = releases[index]?.[1] ?? new Map();
    for (const [key, element] of now) {
      const old = before.get(key);
      if (!old) {
        if (changes[key]?.r) delete changes[key];
        else if (!isPartOfNew(key, before)) note(key, 'a', version);
        continue;
      }
      if (element.deprecated && !old.deprecated) note(key, 'd', version);
      if (!isDeepStrictEqual(element.rules, old.rules)) note(key, `v${version}`, old.rules);
      if (!isDeepStrictEqual(element.types, old.types)) note(key, `t${version}`, old.types);
    }
    for (const key of before.keys()) if (!now.has(key)) note(key, 'r', version);
  });
}

/** A field, oneof or value whose message or enum does not exist in the older version. */
function isPartOfNew(key: string, before: Elements): boolean {
  const owner = key.slice(2).replace(/\.\w+$/, '');
  if (key.startsWith('f ') || key.startsWith('O ')) return !before.has(`M ${owner}`);
  return key.startsWith('V ') && !before.has(`E ${owner}`);
}

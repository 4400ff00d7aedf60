import { didYouMean } from '../../text/did-you-mean.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { fieldOf, messageFields } from '../../schema/envoy-facts.ts';
import { v2Field } from '../v2-fields.ts';
import { type EnvoyFinding, foundNodes } from './envoy-finding.ts';

type FindingOf<Code extends EnvoyFinding['code']> = Extract<EnvoyFinding, { code: Code }>;

/**
 * Removes consequences of other findings: a field is missing because its key is mistyped, or is one level too high or
 * too low, or because its map was left out.
 */
export function suppressDerived(root: YamlNode, findings: readonly EnvoyFinding[]): readonly EnvoyFinding[] {
  const unknown = findings.filter((finding) => finding.code === 'unknown-field');
  const misplaced = findings.filter(({ code }) => code === 'wrong-type' || code === 'oneof-conflict');
  if (unknown.length + misplaced.length === 0) return findings;
  const kept = findings.flatMap((finding) =>
    finding.code === 'missing-field' ? stillMissing(root, finding, unknown, misplaced) : [finding],
  );
  return mergeTogether(root, kept);
}

function stillMissing(
  root: YamlNode,
  finding: FindingOf<'missing-field'>,
  unknown: readonly FindingOf<'unknown-field'>[],
  misplaced: readonly EnvoyFinding[],
): readonly EnvoyFinding[] {
  const groups = finding.groups.filter(
    (group) =>
      !unknown.some((other) => isMeant(other, group, finding)) &&
      !misplaced.some((other) => holdsKey(root, other, group, finding)),
  );
  return groups.length === 0 ? [] : [{ ...finding, groups }];
}

/** How many levels a key may have slipped. */
const NEAR = 3;

/** The unknown key was meant as the field, or belongs into it. */
function isMeant(
  other: FindingOf<'unknown-field'>,
  group: readonly string[],
  finding: FindingOf<'missing-field'>,
): boolean {
  const map = other.path.slice(0, -1);
  if (!isNear(map, finding.path)) return false;
  if (group.some((name) => plain(name) === plain(other.key))) return true;
  if (map.length !== finding.path.length) return false;
  return (
    didYouMean(other.key, group).length > 0 ||
    group.some((name) => names(other.key, name) || hasField(finding.type, name, other.key))
  );
}

/** `port` for `port_value`, or `address:0.0.0.0 port_value` where a blank is missing. */
const names = (key: string, name: string): boolean =>
  plain(key).includes(plain(name)) || (key.length > 3 && plain(name).startsWith(plain(key)));

/** A key without what people write differently: case, hyphens, underscores. */
export const plain = (key: string): string => key.replace(/[-_ ]/g, '').toLowerCase();

/** Whether the message in a field of a message has a field. */
function hasField(type: string, name: string, key: string): boolean {
  const holder = fieldOf(type, name);
  return holder !== undefined && fieldOf(holder.type, key) !== undefined;
}

/** One of the paths leads on from the other by a few steps. */
function isNear(a: readonly number[], b: readonly number[]): boolean {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if (a[i] !== b[i]) return false;
  return Math.abs(a.length - b.length) <= NEAR;
}

/** The field is in a value of the wrong kind, one level too deep. */
function holdsKey(
  root: YamlNode,
  other: EnvoyFinding,
  group: readonly string[],
  finding: FindingOf<'missing-field'>,
): boolean {
  if (!isNear(other.path, finding.path) || other.path.length < finding.path.length) return false;
  const { node } = foundNodes(root, other.path);
  return node?.kind === 'map' && node.entries.some(({ key }) => group.some((name) => names(key.text, name)));
}

/** Unknown keys of one map that all belong into the same field of its message: said once, at the first. */
function mergeTogether(root: YamlNode, findings: readonly EnvoyFinding[]): readonly EnvoyFinding[] {
  const byMap = new Map<string, FindingOf<'unknown-field'>[]>();
  for (const finding of findings) {
    if (finding.code !== 'unknown-field' || v2Field(finding.type, finding.key)) continue;
    const map = finding.path.slice(0, -1).join();
    const group = byMap.get(map);
    if (group) group.push(finding);
    else byMap.set(map, [finding]);
  }
  const merged = new Map<EnvoyFinding, EnvoyFinding | undefined>();
  for (const group of byMap.values()) {
    const [first] = group;
    const into =
      first &&
      leftOutField(
        root,
        first,
        group.map(({ key }) => key),
      );
    if (!first || into === undefined) continue;
    const entries = group.map(({ path }) => path.at(-1) ?? 0);
    for (const finding of group) merged.set(finding, undefined);
    merged.set(first, { ...first, together: { into, keys: group.map(({ key }) => key), entries } });
  }
  return findings.flatMap((finding) => {
    const replaced = merged.has(finding) ? merged.get(finding) : finding;
    return replaced ? [replaced] : [];
  });
}

/** The one field, without a value in the map, whose message has all the keys as fields. */
function leftOutField(
  root: YamlNode,
  { type, path }: FindingOf<'unknown-field'>,
  keys: readonly string[],
): string | undefined {
  const parent = foundNodes(root, path).parents.at(-1);
  const written =
    parent?.kind === 'map' ? parent.entries.flatMap(({ key, value }) => (value ? [plain(key.text)] : [])) : [];
  const holders = messageFields(type).filter(
    ({ name, field, type: inside }) =>
      !written.includes(plain(name)) &&
      !field.a?.deprecated &&
      !field.t.startsWith('google.') &&
      keys.every((key) => fieldOf(inside, key)),
  );
  const [only] = holders;
  return holders.length === 1 || (only && keys.length > 1 && only.field.v) ? only?.name : undefined;
}

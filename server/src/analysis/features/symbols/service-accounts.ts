import { mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import type { Manifest } from '../../kubernetes/manifest.ts';
import { subdomainName } from '../../rules/findings/name-formats.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import { nearest } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { closure, type SymbolKind } from './named-symbol.ts';

/** A place where a ServiceAccount is named. */
interface NamedAccount extends PlacedManifest {
  readonly name: Located<string>;
  readonly namespace: string | undefined;
  readonly defines: boolean;
}

/** The names of ServiceAccounts, in pods and in the subjects of role bindings. */
export const serviceAccounts: SymbolKind = {
  format: subdomainName,
  find(workspace, { placed, scalar: { text: name, range } }) {
    if (!placed || !accountsIn(placed).some((one) => one.name.at.range === range)) return undefined;
    const all = accountsNamed(workspace, name);
    const first = all.filter((one) => one.name.at.range === range);
    const mentions = closure(first, (one) => all.filter((other) => isSame(one, other, all)));
    return { name, mentions: mentions.map(({ file, name: { at }, defines }) => ({ file, at, defines })) };
  },
};

/** A reference means the nearest ServiceAccounts with its name, or without one the same as the other references. */
function isSame(one: NamedAccount, other: NamedAccount, all: readonly NamedAccount[]): boolean {
  const defined = all.filter((account) => account.defines);
  const meant = (reference: NamedAccount): readonly NamedAccount[] =>
    nearest(
      reference.file.uri,
      defined.filter((account) => mayBeIn(account, reference)),
      ({ file }) => file.uri,
    );
  if (defined.length === 0) return mayBeIn(one, other);
  if (one.defines === other.defines) return one === other;
  return one.defines ? meant(other).includes(one) : meant(one).includes(other);
}

const mayBeIn = (one: NamedAccount, other: NamedAccount): boolean =>
  one.namespace === undefined || other.namespace === undefined || one.namespace === other.namespace;

const accountsNamed = ({ files }: Workspace, name: string): readonly NamedAccount[] =>
  [...files.values()].flatMap((file) =>
    file.manifests.flatMap((manifest) => accountsIn({ file, manifest }).filter((one) => one.name.value === name)),
  );

function accountsIn({ file, manifest }: PlacedManifest): readonly NamedAccount[] {
  const own = manifest.namespace?.value;
  const named = (name: Located<string> | undefined, defines: boolean, namespace = own): NamedAccount[] =>
    name ? [{ file, manifest, name, namespace, defines }] : [];
  if (manifest.kind === 'ServiceAccount') return named(manifest.name, true);
  const { podSpec } = manifest;
  if (podSpec) return [...accountKeys].flatMap((key) => named(stringAt(podSpec.node, key), false));
  return subjectsOf(manifest).flatMap((subject) =>
    named(stringAt(subject, 'name'), false, stringAt(subject, 'namespace')?.value),
  );
}

/** The second one is the deprecated alias. */
const accountKeys = ['serviceAccountName', 'serviceAccount'] as const;

const subjectsOf = ({ kind, root }: Manifest) =>
  kind === 'RoleBinding' || kind === 'ClusterRoleBinding'
    ? mapsIn(valueAt(root, 'subjects')).filter((subject) => stringAt(subject, 'kind')?.value === 'ServiceAccount')
    : [];

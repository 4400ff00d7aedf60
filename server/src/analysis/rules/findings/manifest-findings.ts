import type { Manifest } from '../../kubernetes/manifest.ts';
import { manifestKey, toManifestValue } from '../../kubernetes/manifest-value.ts';
import { type SchemaFinding, validateManifest } from '../../schema/kubernetes-schema.ts';
import { hiddenByBreak } from '../../workspace/hidden-by-break.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { isBracedPlaceholder } from '../../yaml/edit/placeholder.ts';
import { pathFollower, placeOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { Place, Severity, Subjects } from '../rule.ts';

/** A schema finding with its nodes. */
export interface ManifestFinding {
  readonly finding: SchemaFinding;
  /** The node at the path of the finding, or the nearest one that the path reaches (a merge key hides the rest). */
  readonly node: YamlNode | undefined;
  /** The entry with the value `node`, or the nearest one above. */
  readonly entry: YamlEntry | undefined;
  /** The map or list that contains `node`, if the whole path can be followed. */
  readonly parent: YamlNode | undefined;
  /** The whole path can be followed to the node, without an alias, so a fix may change it. */
  readonly editable: boolean;
}

/** More findings of a file are not shown (`run-rules.ts`), and each requires a search along its path. */
const MAX_FINDINGS = 1000;

/** What the API server rejects in a manifest, for one code, without parts that broken YAML hides. */
export function manifestFindings(
  subject: Subjects['manifest'],
  code: SchemaFinding['code'],
): readonly ManifestFinding[] {
  const follow = pathFollower(subject.manifest.root, manifestKey);
  const isHidden = hiddenByBreak(subject.file);
  return schemaFindings(subject)
    .filter((finding) => finding.code === code)
    .slice(0, MAX_FINDINGS)
    .flatMap((finding) => {
      const { node, entry, rest, above } = follow(finding.path);
      if ([node, above.at(-1)].some((one) => one && isBracedPlaceholder(one))) return [];
      if (node && isHidden(placeOf(node))) return [];
      const isWhole = rest.length === 0;
      const editable = isWhole && ![...above, node].some((step) => step?.aliasRange !== undefined);
      return [{ finding, node, entry, parent: isWhole ? above.at(-1) : undefined, editable }];
    });
}

const schemaFindings = ({ file, manifest, patch, target, once }: Subjects['manifest']): readonly SchemaFinding[] =>
  once('schema', () => {
    const partial = patch || isPartial(file, manifest);
    const known = file.memo.table<readonly SchemaFinding[]>(
      `schema of ${partial ? 'a part' : 'a manifest'} for ${target?.version}`,
    );
    const origin = file.memo.origins.get(manifest.root);
    const before = origin && known.get(origin);
    if (before) return before;
    const value = toManifestValue(manifest.root).value;
    const findings = validateManifest(manifest.apiVersion, manifest.kind, value, { partial, version: target?.version });
    if (origin) known.set(origin, findings);
    return findings;
  });

/** The severity if it is not that of the rule: the API server accepts the object itself. */
export const severityOf = ({ finding }: ManifestFinding): { readonly severity?: Severity } =>
  finding.later || finding.onlyApplyRefuses ? { severity: 'warning' } : {};

/** The value if there is one, otherwise its key. */
export function valuePlace(file: SourceFile, { node, entry }: ManifestFinding, manifest: Manifest): Place {
  const range = node ? placeOf(node) : (entry?.key.range ?? manifest.root.range);
  return { uri: file.uri, range };
}

/**
 * A patch or a text that does not parse is only a part of an object, and the missing fields may be elsewhere. A
 * workload without a selector and without an image is also considered a patch, because both are rarely forgotten.
 */
export function isPartial(file: SourceFile, { root, kind, podSpec }: Manifest): boolean {
  if (file.yaml.errors.length > 0 || namesPatch.test(file.uri)) return true;
  if (someNode(root, file.memo, 'patch directive', hasPatchDirective)) return true;
  const needsSelector = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind);
  const hasSelector = valueAt(valueAt(root, 'spec'), 'selector') !== undefined;
  return needsSelector && !hasSelector && !podSpec?.containers.some(({ image }) => image);
}

const hasPatchDirective = (node: YamlNode): boolean =>
  node.kind === 'map' && node.entries.some(({ key }) => key.text.startsWith('$patch'));

/** `deployment-patch.yaml`, `patches/x.yaml`, `overlays/dev/x.yaml`: the last three names of a path, not `dispatch`. */
const namesPatch = /[/._-](patch|patches|overlays?)([._-][^/]*$|\/([^/]+\/)?[^/]+$)/i;

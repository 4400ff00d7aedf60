import { manifestKey, toManifestValue } from '../../kubernetes/manifest-value.ts';
import type { ObjectPart } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, kubernetesObject } from '../../kubernetes/object-parts.ts';
import { isKnownKind } from '../../schema/kubernetes-schema.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { asMap, followPath, placeOf } from '../../yaml/syntax/yaml-path.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, type Report, type Subjects } from '../rule.ts';
import { isPartial } from './manifest-findings.ts';

/** Where a part is written. */
export interface WrittenPart {
  readonly node: YamlNode | undefined;
  readonly entry: YamlEntry | undefined;
  /** The path leads to a scalar that stands there itself, so that a fix may change it. */
  readonly scalar: YamlScalar | undefined;
}

/**
 * Says that the API server refuses a part: at its scalar, at its key where it is more than that, or at the nearest above
 * where it is not written. `key`: it is the part's key that is wrong.
 */
export type Refuse = (
  part: ObjectPart,
  said: Message,
  options?: { readonly key?: true; readonly fixes?: (written: WrittenPart) => readonly Fix[] },
) => void;

/** The check of a rule about objects that are whole and of a kind that we know; patches and broken texts are passed over. */
export const objectCheck =
  (check: (object: KubernetesObject, refuse: Refuse, subject: Subjects['manifest']) => void) =>
  (subject: Subjects['manifest'], report: Report): void => {
    const object = subject.once('object', () => wholeObject(subject));
    if (!object) return;
    const { file, manifest } = subject;
    const refuse: Refuse = (part, said, { key, fixes } = {}) => {
      const written = writtenPart(manifest.root, part);
      const range = key
        ? (written.entry?.key.range ?? placeOfPart(manifest.root, written))
        : placeOfPart(manifest.root, written);
      report({ at: { uri: file.uri, range }, message: said, ...(fixes && { fixes: () => fixes(written) }) });
    };
    check(object, refuse, subject);
  };

function wholeObject({ file, manifest, patch }: Subjects['manifest']): KubernetesObject | undefined {
  const { apiVersion, kind, root } = manifest;
  if (!isKnownKind(apiVersion, kind) || patch || isPartial(file, manifest)) return undefined;
  return kubernetesObject(apiVersion, kind, { value: toManifestValue(root).value, path: [] });
}

function writtenPart(root: YamlNode, { path }: ObjectPart): WrittenPart {
  const { node, entry, rest, above } = followPath(root, path);
  const isWhole = rest.length === 0;
  const isShared = [...above, node].some((step) => step?.aliasRange !== undefined);
  // A key such as `yes` is written otherwise than it is read.
  const last = asMap(above.at(-1))?.entries.find(({ key }) => manifestKey(key) === path.at(-1));
  const isItem = typeof path.at(-1) === 'number';
  return {
    node,
    entry: isItem && isWhole ? undefined : (last ?? entry),
    scalar: isWhole && !isShared && node?.kind === 'scalar' ? node : undefined,
  };
}

function placeOfPart(root: YamlNode, { node, entry }: WrittenPart): TextRange {
  if (node?.aliasRange) return node.aliasRange;
  if (node?.kind === 'scalar')
    return placeOf(node).end > placeOf(node).start ? placeOf(node) : (entry?.key.range ?? placeOf(node));
  if (entry) return entry.key.range;
  const first = asMap(node ?? root)?.entries[0];
  return first ? first.key.range : placeOf(node ?? root);
}

/** A fix that writes another value in place of the part's. */
export function changeTo(
  { file }: Subjects['manifest'],
  value: string | number,
  preferred = true,
): (written: WrittenPart) => readonly Fix[] {
  return ({ scalar }) =>
    scalar
      ? [
          {
            title: message("Change to '{0}'", value),
            preferred,
            safe: false,
            edits: [editsIn(file, replaceScalar(file.text, scalar, value))],
          },
        ]
      : [];
}

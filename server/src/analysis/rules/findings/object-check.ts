import { manifestKey, toManifestValue } from '../../kubernetes/manifest-value.ts';
import type { ObjectPart } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, kubernetesObject } from '../../kubernetes/object-parts.ts';
import { isKnownKind } from '../../schema/kubernetes-schema.ts';
import { treatmentOf } from '../../schema/kubernetes-validation.ts';
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

type Check = (object: KubernetesObject, refuse: Refuse, subject: Subjects['manifest']) => void;

/**
 * The check of a rule about objects that are whole and of a kind that we know; patches and broken texts are passed over. An object
 * in which it found nothing is not checked again while its text stays the same.
 * @param check reads the object and, of its subject, `labelsSet` and `target` alone; the rest of the subject is for fixes
 */
export const objectCheck =
  (check: Check) =>
  (subject: Subjects['manifest'], report: Report): void => {
    if (subject.once('is part', () => isPart(subject))) return;
    const clean = subject.once('clean', () => cleanChecks(subject));
    if (clean?.has(check)) return;
    const object = subject.once('object', () => wholeObject(subject));
    if (!object) return;
    const { file, manifest, target } = subject;
    let isClean = true;
    const refuse: Refuse = (part, said, { key, fixes } = {}) => {
      isClean = false;
      const treatment = treatmentOf(manifest, part.path, target?.version);
      if (treatment === 'ignored') return;
      const written = writtenPart(manifest.root, part);
      const range = key
        ? (written.entry?.key.range ?? placeOfPart(manifest.root, written))
        : placeOfPart(manifest.root, written);
      const at = written.node ?? written.entry?.key;
      const { uri } = (at && file.ownerOf?.(at)) ?? file;
      report({
        at: { uri, range },
        message: said,
        ...(treatment === 'later' && { severity: 'warning' }),
        ...(fixes && { fixes: () => fixes(written) }),
      });
    };
    check(object, refuse, subject);
    if (isClean) clean?.add(check);
  };

const isPart = ({ file, manifest, patch }: Subjects['manifest']): boolean => patch || isPartial(file, manifest);

/** The checks that found nothing in an object, in this or an earlier version of its file. */
function cleanChecks({ file, manifest, labelsSet, target }: Subjects['manifest']): Set<Check> | undefined {
  const origin = file.memo.origins.get(manifest.root);
  if (!origin) return undefined;
  const known = file.memo.table<Set<Check>>(
    `checks without findings for ${target?.version}, with the labels ${labelsSet.join(' ')}`,
  );
  const clean = known.get(origin) ?? new Set();
  known.set(origin, clean);
  return clean;
}

function wholeObject({ manifest: { apiVersion, kind, root } }: Subjects['manifest']): KubernetesObject | undefined {
  if (!isKnownKind(apiVersion, kind)) return undefined;
  return kubernetesObject(apiVersion, kind, { value: toManifestValue(root).value, path: [] });
}

function writtenPart(root: YamlNode, { path }: ObjectPart): WrittenPart {
  const { node, entry, rest, above } = followPath(root, path, manifestKey);
  const isWhole = rest.length === 0;
  const isShared = [...above, node].some((step) => step?.aliasRange !== undefined);
  const isItem = typeof path.at(-1) === 'number';
  return {
    node,
    entry: isItem && isWhole ? undefined : entry,
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

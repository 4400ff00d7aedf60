import { isDiscoveryResponse } from '../envoy/discovery-response.ts';
import { isEnvoyConfig } from '../envoy/is-envoy-config.ts';
import { isKustomizationPath } from '../kubernetes/kustomization.ts';
import { lowerManifests } from '../kubernetes/lower-manifest.ts';
import { isTemplate } from '../yaml/edit/placeholder.ts';
import type { YamlFile } from '../yaml/syntax/yaml-node.ts';
import { isProjectPath } from './project/project-keys.ts';

export type FileKind = 'envoy' | 'kubernetes' | 'kustomization' | 'project' | 'template' | 'other';

/** The assumed kind of a file whose content does not identify it. */
export type TreatAs = 'envoy' | 'kubernetes' | undefined;

/** `discovery`: a config refers to it as xDS file. */
export type ReadAs = TreatAs | 'discovery';

/** Words without which a text is neither a bootstrap nor a manifest: most files of a workspace need not be parsed. */
export const telling =
  /static_?resources|dynamic_?resources|layered_?runtime|bootstrap_?extensions|admin|apiVersion|type\.googleapis\.com\/envoy\./i;

/** False for a text that is certainly neither a bootstrap nor a manifest. Fast. */
export const mayBeRecognised = (text: string): boolean => telling.test(text);

/** The kind of a file according to its text or, if that does not identify it, the assumed kind. */
export function fileKind(uri: string, text: string, yaml: () => YamlFile, treatAs: ReadAs): FileKind {
  if (isKustomizationPath(uri)) return 'kustomization';
  if (isProjectPath(uri)) return 'project';
  if (!treatAs && !telling.test(text)) return kindByName(uri, text);
  if (text.includes('\0') || /\.(pb|pb_text|pbtxt|prototxt|textproto)$/i.test(uri)) return 'other';
  const { documents, errors } = yaml();
  if (isTemplate(text, errors)) return 'template';
  if (documents.some(({ root }) => isEnvoyConfig(root) || isDiscoveryResponse(root))) return 'envoy';
  if (documents.some((document) => lowerManifests(document).length > 0)) return 'kubernetes';
  const named = treatAs === 'discovery' ? 'envoy' : treatAs;
  return errors.length > 0 ? brokenKind(text, named) : (named ?? 'other');
}

/** The kind that the name of a file says before it has content: it is empty but for comments and the first word. */
export function kindByName(uri: string, text: string): FileKind {
  if (text.length > LONGEST_START || !/^[\w./-]*$/.test(withoutComments(text).trim())) return 'other';
  if (/(^|[^a-z])(envoy|bootstrap)\.ya?ml$/i.test(uri)) return 'envoy';
  return /(^|[^a-z])(sidecar|pod|deployment|statefulset|daemonset|service|configmap)\.ya?ml$/i.test(uri)
    ? 'kubernetes'
    : 'other';
}

const LONGEST_START = 2000;

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');

/** A broken text has no tree to go by, only its lines. */
function brokenKind(text: string, treatAs: TreatAs): FileKind {
  if (/^(static_resources|dynamic_resources|staticResources):/m.test(text)) return 'envoy';
  if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) return 'kubernetes';
  return treatAs ?? 'other';
}

import { toManifestValue } from '../kubernetes/manifest-value.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { RefusedPlan } from './refused-plan.ts';
import { message } from '../rules/message.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { fileName } from '../workspace/uri-path.ts';

/** A Kubernetes object as JSON; `KubernetesObject` of the protocol. */
export type ManifestObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
};

/** `PlannedObject` of the protocol, with an offset place. */
export interface ObjectPlan {
  readonly role: 'config' | 'workload' | 'service';
  readonly manifest: ManifestObject;
  readonly origin: Place;
  readonly generated: boolean;
}

/** A manifest as the API server would read it. */
export function objectOf(file: SourceFile, manifest: Manifest): ManifestObject | RefusedPlan {
  const { value, problems } = toManifestValue(manifest.root);
  const unreadable = problems.find(({ kind }) => kind !== 'duplicate-key');
  if (unreadable)
    return {
      refused: message('{0} cannot be read as a Kubernetes manifest.', fileName(file.uri)),
      location: placeIn(file, manifest.root),
    };
  if (manifest.name === undefined || !isObject(value))
    return {
      refused: message('The {0} in {1} has no metadata.name.', manifest.kind, fileName(file.uri)),
      location: placeIn(file, manifest.root),
    };
  return value;
}

const isObject = (value: unknown): value is ManifestObject => {
  const metadata = (value as ManifestObject | null)?.metadata;
  return typeof metadata === 'object' && metadata !== null && typeof metadata.name === 'string';
};

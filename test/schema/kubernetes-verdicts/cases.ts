import type { Manifest } from './manifest-parts.ts';
import { otherManifests } from './other-manifests.ts';
import { podManifests } from './pod-manifests.ts';

/** A manifest that the API server judges; `name` says what is special about it. */
export interface VerdictCase {
  readonly name: string;
  readonly manifest: Manifest;
}

export const cases: readonly VerdictCase[] = Object.entries({ ...podManifests, ...otherManifests }).map(
  ([name, manifest]) => ({ name, manifest }),
);

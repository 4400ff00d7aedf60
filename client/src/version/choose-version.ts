import type { Refusal, TargetVersionStatus } from '../../../server/src/protocol.ts';

/** A version of Envoy, or `automatic`: from the image, otherwise the newest. */
export type VersionChoice = string;
export const automatic = 'automatic';

/** Where the version is set. `both` exists only if both set one and both should be removed. */
export type VersionPlace = 'file' | 'settings' | 'both';

export interface VersionRequest {
  /** The file to set the version for. */
  readonly uri: string;
  /** The user is asked if it is undefined. */
  readonly version?: VersionChoice;
  /** The user is asked if it is undefined and there are several places. */
  readonly in?: VersionPlace;
}

export interface VersionPorts {
  readonly target: (uri: string) => Promise<TargetVersionStatus | null | Refusal>;
  /** True if the settings contain a version. */
  readonly isSet: () => boolean;
  readonly pickVersion: (target: TargetVersionStatus) => Promise<VersionChoice | undefined>;
  readonly pickPlace: (question: PlaceQuestion) => Promise<VersionPlace | undefined>;
  /** Without a version, the comment is removed. Resolves to the reason if this fails. */
  readonly writeComment: (uri: string, version: string | undefined) => Promise<string | undefined>;
  /** Without a version, the setting is removed. */
  readonly writeSetting: (version: string | undefined) => Promise<void>;
}

export interface PlaceQuestion {
  readonly target: TargetVersionStatus;
  readonly version: VersionChoice;
  readonly places: readonly VersionPlace[];
}

export type VersionResult =
  | { readonly kind: 'written'; readonly version: VersionChoice; readonly in: VersionPlace }
  | { readonly kind: 'cancelled' | 'no-config' | 'automatic-already' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Lets the user select the version of Envoy that a file is checked for, and where to save it. */
export async function chooseVersion(ports: VersionPorts, request: VersionRequest): Promise<VersionResult> {
  const target = await ports.target(request.uri);
  if (!target) return { kind: 'no-config' };
  if ('refused' in target) return { kind: 'refused', reason: target.refused };
  const version = request.version ?? (await ports.pickVersion(target));
  if (version === undefined) return { kind: 'cancelled' };
  const places = placesFor(version, target, ports.isSet());
  const [first, ...more] = places;
  if (!first) return { kind: 'automatic-already' };
  const place = request.in ?? (more.length === 0 ? first : await ports.pickPlace({ target, version, places }));
  if (!place) return { kind: 'cancelled' };
  const written = version === automatic ? undefined : version;
  const reason = place === 'settings' ? undefined : await ports.writeComment(request.uri, written);
  if (reason !== undefined) return { kind: 'refused', reason };
  if (place !== 'file') await ports.writeSetting(written);
  return { kind: 'written', version, in: place };
}

function placesFor(version: VersionChoice, target: TargetVersionStatus, isSet: boolean): readonly VersionPlace[] {
  if (version !== automatic) return target.commentIn === undefined ? ['settings'] : ['file', 'settings'];
  const isCommented = target.origin === 'comment';
  if (isCommented && isSet) return ['both', 'file'];
  if (isCommented) return ['file'];
  return isSet ? ['settings'] : [];
}

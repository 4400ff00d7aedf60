import { readRelease } from '../schema/envoy-releases.ts';

/**
 * The page of Envoy's documentation with the release notes of a version.
 * @param version as in `1.36`, for all releases of the minor version, or `1.36.4`
 */
export function releaseNotesUrl(version: string): string {
  const minor = version.split('.').slice(0, 2).join('.');
  const release = version === minor ? readRelease(minor) : version;
  return `https://www.envoyproxy.io/docs/envoy/v${release}/version_history/v${minor}/v${version}`;
}

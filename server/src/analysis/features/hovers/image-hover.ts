import { type Message, message } from '../../rules/message.ts';
import { envoyReleases } from '../../schema/envoy-releases.ts';
import { compareVersions, imageVersion } from '../../workspace/envoy-version.ts';
import { imageTag, isOfficialEnvoyImage } from '../../workspace/envoy-container.ts';
import { releaseNotesPage } from '../envoy-pages.ts';
import type { Spot } from '../symbols/named-symbol.ts';
import { containersOf } from '../symbols/port-names.ts';
import type { Description } from '../described.ts';
import { imageDefault } from '../../workspace/image-defaults.ts';

/** The image of a container: the version of Envoy in it, or the ports that it serves. */
export function imageHover({ placed, scalar }: Spot): Description | undefined {
  const podSpec = placed?.manifest.podSpec;
  const container = podSpec && containersOf(podSpec).find(({ image }) => image?.at.range === scalar.range);
  const image = container?.image?.value;
  if (image === undefined) return undefined;
  return isOfficialEnvoyImage(image) ? envoyImage(image) : appImage(image);
}

function envoyImage(image: string): Description {
  const { version, contrib } = imageVersion(image);
  const url = version === undefined ? undefined : releaseNotesPage(version);
  return {
    title: image,
    type: version === undefined ? 'Envoy' : `Envoy ${version}`,
    sentences: [
      ...versionSentences(image, version),
      ...(contrib ? [message('It contains the extensions of contrib.')] : []),
    ],
    ...(url && { links: [{ title: message('Release notes'), url }] }),
  };
}

function versionSentences(image: string, version: string | undefined): readonly Message[] {
  if (version === undefined)
    return [message('The tag `{0}` does not say which version of Envoy it is.', imageTag(image) ?? 'latest')];
  const [newest = ''] = envoyReleases();
  const minor = version.split('.').slice(0, 2).join('.');
  return [
    ...(compareVersions(minor, newest) < 0
      ? [message('The newest version that Envoy Sidecar knows is {0}.', newest)]
      : []),
  ];
}

function appImage(image: string): Description | undefined {
  const found = imageDefault(image)?.ports;
  return found && { title: image, type: 'image', sentences: [message('Serves by default: {0}.', found.join(', '))] };
}

import { anyUrl } from '../envoy/typed/any-type.ts';
import { typeOfUrl } from '../schema/envoy-facts.ts';
import type { TextRange } from '../text/text-range.ts';
import { isOfficialEnvoyImage } from '../workspace/envoy-container.ts';
import { imageVersion } from '../workspace/envoy-version.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { blockCheck } from '../yaml/incremental/memo.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { apiPage, releaseNotesPage } from './envoy-pages.ts';
import { containersOf } from './symbols/port-names.ts';

/** A part of a text, and a page of Envoy's documentation about it. */
export interface WebLink {
  readonly range: TextRange;
  readonly url: string;
}

/** From the tags of Envoy's images to the release notes, and from the types of extensions to their descriptions. */
export const webLinks = (file: SourceFile): readonly WebLink[] => [
  ...file.manifests.flatMap(({ podSpec }) =>
    (podSpec ? containersOf(podSpec) : []).flatMap(({ image }) => ofImage(image)),
  ),
  ...file.envoySources.flatMap(ofTypes),
];

type Image = ReturnType<typeof containersOf>[number]['image'];

function ofImage(image: Image): readonly WebLink[] {
  const version = image && isOfficialEnvoyImage(image.value) ? imageVersion(image.value).version : undefined;
  return image && version !== undefined ? [{ range: placeOf(image.at), url: releaseNotesPage(version) }] : [];
}

function ofTypes({ config: { root }, memo }: EnvoySource): readonly WebLink[] {
  const found: WebLink[] = [];
  const blocks = blockCheck(memo, 'types of extensions', () => found.length);
  const look = (node: YamlNode): void => {
    if (node.kind === 'scalar' || node.aliasRange) return;
    const url = node.kind === 'map' ? anyUrl(node) : undefined;
    const named = url && typeOfUrl(url.text);
    const page = named?.kind === 'message' ? apiPage(named.name) : undefined;
    if (url && page !== undefined) found.push({ range: placeOf(url), url: page });
    const below = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items;
    for (const child of below) if (child) blocks.look(child, '', () => look(child));
  };
  look(root);
  return found;
}

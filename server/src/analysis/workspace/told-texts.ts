import type { Container, PodSpec } from '../kubernetes/manifest.ts';
import { withoutTrailing } from '../text/trailing.ts';
import type { Content, ContentOf, KeyContent } from './content-lookup.ts';
import type { PlacedManifest } from './placed-manifest.ts';

/** The content of ConfigMaps and Secrets that a container gets in variables and mounted files. */
export interface ToldTexts {
  readonly texts: () => readonly string[];
  /** False if a variable or a mounted file has unknown content. */
  readonly certain: boolean;
  /** The sources, as references that stay the same while nothing changes. */
  readonly from: readonly object[];
}

export function toldTexts(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): ToldTexts {
  const found = [
    ...byVariables(container, placed, contentOf),
    ...byAllVariables(container, placed, contentOf),
    ...byFiles(container, podSpec, placed, contentOf),
  ];
  return {
    // Envoy's own config shows where the app is expected, not where it listens.
    texts: () => found.flatMap(({ keys }) => keys.flatMap((key) => (key.source() ? [] : (key.text() ?? [])))),
    certain: found.every(({ certain, keys }) => certain && keys.every((key) => key.text() !== undefined)),
    from: found.flatMap(({ from }) => from ?? []),
  };
}

interface Told {
  readonly keys: readonly KeyContent[];
  readonly certain: boolean;
  readonly from?: readonly object[];
}

/** A variable with such a name may contain a port. */
const mayHoldPort = /PORT|LISTEN|BIND|ADDR|URL|HOST|ARGS|OPTS|OPTIONS|FLAGS/i;

const byVariables = ({ env }: Container, placed: PlacedManifest, contentOf: ContentOf): Told[] =>
  env.flatMap(({ name, from }): Told[] => {
    if (!from) return [];
    const content = contentOf(from, placed);
    const found = from.key && content?.keys.get(from.key.value);
    if (content && found) return [{ keys: [found], certain: true, from: content.from }];
    return [{ keys: [], certain: !mayHoldPort.test(name), ...(content && { from: content.from }) }];
  });

const byAllVariables = ({ envFrom }: Container, placed: PlacedManifest, contentOf: ContentOf): Told[] =>
  envFrom.map((reference) => whole(contentOf(reference, placed)));

const whole = (content: Content | undefined): Told =>
  content
    ? { keys: [...content.keys.values()], certain: content.complete, from: content.from }
    : { keys: [], certain: false };

/** Mounted Secrets that are not in the workspace are assumed to be certificates and passwords. */
const byFiles = (
  { volumeMounts }: Container,
  { volumes }: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): Told[] =>
  volumeMounts.flatMap(({ name, subPath }) => {
    const contents = volumes.find((volume) => name && volume.name?.value === name.value)?.contents ?? [];
    return contents.map((reference): Told => {
      const content = contentOf(reference, placed);
      if (!content) return { keys: [], certain: reference.kind === 'Secret' };
      const path = withoutTrailing(subPath?.value ?? '', '/');
      const keys = [...content.keys].flatMap(([key, text]) => {
        const at =
          reference.items.length === 0 ? key : reference.items.find((item) => item.key?.value === key)?.path?.value;
        return at !== undefined && (path === '' || at === path || at.startsWith(`${path}/`)) ? [text] : [];
      });
      return { keys, certain: content.complete, from: content.from };
    });
  });

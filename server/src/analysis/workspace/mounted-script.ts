import type { Container, PodSpec } from '../kubernetes/manifest.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { ContentOf } from './content-lookup.ts';
import { keyOf, placeInVolume } from './link-config.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { isShell, scriptIndex } from './shell-script.ts';

/** The pod whose containers run the scripts that they mount as if these were written in their commands. */
export function withMountedScripts(podSpec: PodSpec, placed: PlacedManifest, contentOf: ContentOf): PodSpec {
  const read = (container: Container) => withMountedScript(container, podSpec, placed, contentOf);
  const [containers, initContainers] = [podSpec.containers.map(read), podSpec.initContainers.map(read)];
  const isSame = isSameList(containers, podSpec.containers) && isSameList(initContainers, podSpec.initContainers);
  return isSame ? podSpec : { ...podSpec, containers, initContainers };
}

const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean => a.every((item, i) => item === b[i]);

function withMountedScript(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): Container {
  const started = scriptFile([...container.command, ...container.args]);
  const place = started && placeInVolume(started.file.text, container, podSpec);
  const texts = place?.volume.contents.map((content) => {
    const key = keyOf(place.inVolume, content.items);
    return key === undefined ? undefined : contentOf(content, placed)?.keys.get(key)?.text();
  });
  const script = texts?.find((text) => text !== undefined);
  if (!started || script === undefined || !isShellScript(script)) return container;
  const word = (text: string): YamlScalar => ({ ...started.file, text });
  return { ...container, command: [word('sh'), word('-c'), word(script), started.file], args: started.rest };
}

/** The file that is run, or that a shell gets, and its arguments. */
function scriptFile(words: readonly YamlScalar[]): { file: YamlScalar; rest: readonly YamlScalar[] } | undefined {
  const inShell = scriptIndex(words.map(({ text }) => text));
  const first = isShell(words[0]?.text ?? '') ? words.findIndex(({ text }, i) => i > 0 && !/^[-+]/.test(text)) : 0;
  const at = inShell ?? first;
  const file = words[at];
  if (!file || !/^\/\S+$/.test(file.text)) return undefined;
  // After the text of a script comes the name of the program.
  return { file, rest: words.slice(at + (inShell === undefined ? 1 : 2)) };
}

const isShellScript = (text: string): boolean =>
  /\benvoy\b/.test(text) && (!text.startsWith('#!') || /^#!.*\b(?:ba|da|a|z|k)?sh\b/.test(text));

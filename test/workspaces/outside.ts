import { builtServer } from '../../scripts/kubernetes-oracle.mjs';
import type { Workspace } from '../../server/src/analysis/index.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { fresh } from '../fixture/applied-actions.ts';
import { bootstrapsOf, envoyAtHand, refusals } from '../fixture/ask-envoy.ts';
import { askServer } from '../kubernetes-oracle/oracle.ts';
import type { Measured } from './measure.ts';

/** How many texts of workspaces that are right were shown to others, and what these say against them. */
export interface Outside {
  readonly envoy: Answers;
  readonly kubernetes: Answers;
}

interface Answers {
  /** Undefined if there is nobody to ask. */
  readonly asked: number | undefined;
  readonly refused: readonly string[];
}

/** Shows a sample of the workspaces that are right to the real Envoy and to the API server's own code. */
export async function askOutside(right: Measured['right'], sample: number): Promise<Outside> {
  const every = Math.max(1, Math.floor(right.length / sample));
  const chosen = right.filter((_, i) => i % every === 0);
  return { envoy: await askEnvoy(chosen), kubernetes: await askKubernetes(chosen) };
}

async function askEnvoy(chosen: Measured['right']): Promise<Answers> {
  const envoy = envoyAtHand();
  if (envoy === undefined) return { asked: undefined, refused: [] };
  const texts = new Set(chosen.flatMap(({ files, configs }) => configs ?? asked(fresh(files))));
  const said = await refusals(envoy, texts);
  return { asked: texts.size, refused: said.map(({ text, said: why }) => `${why.slice(0, 300)}\n${text}`) };
}

/** Envoy cannot read files of xDS where it validates. */
const asked = (workspace: Workspace): readonly string[] =>
  [...workspace.files.values()].some(({ envoySources }) => envoySources.some(({ form }) => form === 'discovery'))
    ? []
    : bootstrapsOf(workspace);

async function askKubernetes(chosen: Measured['right']): Promise<Answers> {
  const server = builtServer();
  if (server === undefined) return { asked: undefined, refused: [] };
  const texts = [...new Set(chosen.flatMap(({ files }) => files.flatMap(([uri, text]) => manifestsIn(uri, text))))];
  const verdicts = await askServer(server, texts);
  const refused = verdicts.flatMap((verdict, i) =>
    verdict.kind === 'rejected' ? [`${verdict.errors.join('; ')}\n${texts[i]}`] : [],
  );
  return { asked: verdicts.filter(({ kind }) => kind !== 'skipped').length, refused };
}

/** The documents of a file of manifests. Patches are no whole manifests. */
function manifestsIn(uri: string, text: string): string[] {
  if (/patch\.yaml$|kustomization\.yaml$/.test(uri) || !/^\s*("?apiVersion"?|\{|---|#)/.test(text)) return [];
  const { documents } = parseYaml(text);
  return documents
    .map(({ range }) => text.slice(range.start, range.end))
    .filter((document) => /apiVersion/.test(document) && !/kustomize\.config/.test(document));
}

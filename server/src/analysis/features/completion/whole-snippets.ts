import envoySnippets from '../../../../../snippets/envoy.json' with { type: 'json' };
import kubernetesSnippets from '../../../../../snippets/kubernetes.json' with { type: 'json' };

/** A whole config, manifest or item of a list, with stops. */
export interface WholeSnippet {
  readonly name: string;
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const named = (snippets: Readonly<Record<string, Omit<WholeSnippet, 'name'>>>): readonly WholeSnippet[] =>
  Object.entries(snippets).map(([name, snippet]) => ({ ...snippet, name }));

const all = [...named(kubernetesSnippets), ...named(envoySnippets)];

const begins = (word: string) => all.filter(({ body }) => body[0]?.startsWith(word));

export const wholeManifests: readonly WholeSnippet[] = begins('apiVersion:');

export const wholeBootstraps: readonly WholeSnippet[] = all.filter(({ body }) =>
  body.some((line) => line.startsWith('static_resources:')),
);

/** The items of the lists that a field is. @param type the name of the field's message or type */
export const wholeItems = (type: string, field: string): readonly WholeSnippet[] =>
  begins('- ').filter(({ name }) => name === itemsByField[`${type.slice(type.lastIndexOf('.') + 1)}.${field}`]);

const itemsByField: Readonly<Record<string, string>> = {
  'StaticResources.clusters': 'Envoy cluster',
  'StaticResources.listeners': 'Envoy listener',
  'PodSpec.containers': 'Envoy sidecar container',
};

/** The snippet of an item whose keys begin in a column, without its dash. */
export const itemSnippet = ({ body }: WholeSnippet, column: number): string =>
  body
    .filter((line) => line !== '$0')
    .map((line, i) => `${i === 0 ? '' : ' '.repeat(column)}${line.slice(2)}`)
    .join('\n');

/** What is compared with what is written: the words of the name, and the prefix. */
export const filterTextOf = ({ name, prefix }: WholeSnippet): string => [name, ...prefix].join(' ');

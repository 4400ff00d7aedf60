import envoySnippets from '../../../../../snippets/envoy.json' with { type: 'json' };
import kubernetesSnippets from '../../../../../snippets/kubernetes.json' with { type: 'json' };

import { type Message, message } from '../../rules/message.ts';

/** A whole config, manifest or item of a list, with stops. */
export interface WholeSnippet {
  readonly name: string;
  readonly prefix: readonly string[];
  readonly detail: Message;
  readonly body: readonly string[];
}

const details: Readonly<Record<keyof typeof envoySnippets | keyof typeof kubernetesSnippets, Message>> = {
  'Envoy bootstrap': message(
    'A whole Envoy config: a listener, a route, a cluster on the app beside the sidecar, and the admin.',
  ),
  'Envoy listener': message('A listener that routes HTTP requests to a cluster.'),
  'Envoy cluster': message('A cluster with one endpoint.'),
  'Envoy sidecar container': message(
    "An Envoy container for a pod's list of containers; its config comes from a volume.",
  ),
  'Pod with an Envoy sidecar': message('A pod with an app, an Envoy sidecar and its config from a ConfigMap.'),
  'Deployment with an Envoy sidecar': message(
    'A Deployment with an app, an Envoy sidecar and its config from a ConfigMap.',
  ),
  'ConfigMap with an Envoy config': message('A ConfigMap with an Envoy config.'),
  'Service for the sidecar': message("A Service that sends requests to the sidecar's listener."),
};

type Written = Pick<WholeSnippet, 'prefix' | 'body'>;

const named = (snippets: Partial<Readonly<Record<keyof typeof details, Written>>>): readonly WholeSnippet[] =>
  (Object.entries(snippets) as [keyof typeof details, Written][]).map(([name, snippet]) => ({
    ...snippet,
    name,
    detail: details[name],
  }));

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

import { envoyFacts } from '../schema/envoy-facts.ts';
import { filterTypeOf } from '../schema/envoy-route-types.ts';

/** Whether the full name of a message is in a package of the v2 API: `….v2.…`, `….v2alpha.…`, `….v1alpha1.…`. */
export const isV2Type = (type: string): boolean => /^envoy\.(?:\w+\.)*v(?:1|2)(?:(?:alpha|beta)\d*)?\.\w/.test(type);

/**
 * The types of an extension by its name, which stood for the type in v2: that of the extension itself, then that for
 * routes if it has another one. Names such as `envoy.router` are still registered, without a type: they mean the extension of
 * their category whose name ends in the same word. A name may belong to extensions of two kinds.
 * @param categories only extensions of these are meant
 */
export function typesOfName(name: string, categories: readonly string[] = everyCategory): readonly string[] {
  const { extensions } = envoyFacts();
  for (const wanted of categories) {
    const inCategory = extensions.filter(([, category]) => category === wanted);
    const named = inCategory.find(([known]) => known === name);
    const meant = named?.[2].length === 0 ? inCategory.find((row) => isSuccessor(row[0], name, row[2])) : named;
    if (meant && meant[2].length > 0) return ownFirst(meant[2]);
  }
  return [];
}

const ownFirst = (types: readonly string[]): readonly string[] =>
  types.toSorted((a, b) => Number(filterTypeOf(a) !== undefined) - Number(filterTypeOf(b) !== undefined));

const isSuccessor = (known: string, name: string, types: readonly string[]): boolean =>
  types.length > 0 && lastWord(known) === lastWord(name);

const lastWord = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/_access_log$/, '')
    .replaceAll('_', '');

/** Those in which one name means one type; in the others, sides of a connection or kinds of endpoints share names. */
const everyCategory: readonly string[] = [
  'envoy.filters.http',
  'envoy.filters.network',
  'envoy.filters.listener',
  'envoy.access_loggers',
  'envoy.transport_sockets.upstream',
  'envoy.stats_sinks',
  'envoy.tracers',
  'envoy.health_checkers',
  'envoy.resource_monitors',
  'envoy.retry_host_predicates',
  'envoy.retry_priorities',
];

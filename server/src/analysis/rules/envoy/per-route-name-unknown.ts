import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyBool, envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import { renameKey } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource, rule } from '../rule.ts';
import { anyType } from '../../envoy/typed/any-type.ts';

const code = 'envoy/per-route-name-unknown';
const manager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const options = 'typed_per_filter_config';

export const envoyPerRouteNameUnknown = rule({
  code,
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'A route has options for a filter that the HTTP connection manager does not have.',
  why: 'The keys of `typed_per_filter_config` are names of filters. Where no filter has that name, Envoy ignores the options: CORS, JWT, RBAC or ext_authz are not applied (run with Envoy 1.40). Filters of upgrades and upstream filters count as well. The rule is silent for routes from RDS, for `disabled: true` where no filter is like it, for routes behind an alias, and where clusters come from CDS, since they may bring filters.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => - name: cors\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors }\\n                      - name: envoy.filters.http.router
#~ domains: ["*"] => domains: ["*"]\\n                          typed_per_filter_config: { envoy.filters.http.cors: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy } }
#? warning envoy/per-route-name-unknown at "envoy.filters.http.cors": No filter here is named 'envoy.filters.http.cors'. Envoy ignores these options.
`,
    },
  ],
  visits: {
    [manager](node, report, { memo }) {
      const routes = ['route_config', 'scoped_routes'].flatMap((name) => field(node, name) ?? []);
      if (!routes.some((route) => someNode(route, memo, 'options of routes', (map) => !!fieldEntry(map, options))))
        return;
      const names = filterNames(node);
      if (!names || routes.some((route) => route.aliasRange) || hasElision(node, memo)) return;
      for (const entry of routes.flatMap((route) => [...walk(route)]).flatMap(optionsIn))
        if (!names.has(entry.key.text) && !hasPlaceholder(entry.key.text) && isMissed(entry, node))
          report(entry, "No filter here is named '{0}'. Envoy ignores these options.", entry.key.text);
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const found = messageFindings(subject, code);
    if (found.length === 0 || source.form === 'discovery' || source.config.dynamic.clusters) return;
    const upstream = new Set(source.config.clusters.flatMap(({ node }) => [...walk(node)].flatMap(extensionName)));
    for (const { problem, at } of found)
      if (!upstream.has(keyOf(problem)))
        report({ at, message: problem.message, fixes: () => fixes({ file, source }, problem) });
  },
});

/** What turns off a filter that is not there is as good as done; one of another name stays on. */
const isMissed = (entry: YamlEntry, node: YamlMap): boolean =>
  envoyBool(field(entry.value, 'disabled')) !== true || meantFilters(entry, node).length > 0;

const keyOf = ({ at }: MessageProblem): string => ('key' in at ? at.key.text : '');

const optionsIn = (node: YamlNode): readonly YamlEntry[] => {
  const held = node.kind === 'map' ? field(node, options) : undefined;
  return held?.kind === 'map' && !held.aliasRange ? held.entries : [];
};

/** What filters, and what they hold, are named; undefined where a name is not known. */
function filterNames(node: YamlMap): ReadonlySet<string> | undefined {
  const lists = [node, ...fieldItems(field(node, 'upgrade_configs'))];
  const filters = lists.flatMap((list) => ['http_filters', 'filters'].flatMap((name) => fieldItems(field(list, name))));
  if (filters.length === 0 || filters.some((filter) => extensionName(filter).length === 0)) return undefined;
  return new Set(filters.flatMap((filter) => [...walk(filter)].flatMap(extensionName)));
}

const extensionName = (node: YamlNode): readonly string[] => {
  const name = node.kind === 'map' ? envoyString(field(node, 'name'))?.value : undefined;
  return name === undefined ? [] : [name];
};

function fixes({ file, source }: PlacedSource, { node, at }: MessageProblem): Fix[] {
  if (!('key' in at) || !source.editable || at.key.aliasRange || at.key.anchor) return [];
  const meant = meantFilters(at, node);
  return meant.map((name, i) => ({
    title: message("Change to '{0}'", name),
    preferred: i === 0 && meant.length === 1,
    safe: false,
    edits: [editsIn(file, renameKey(file.text, at, name))],
  }));
}

/** The names of the filters of that package, or else those that are much like the key. */
function meantFilters({ key, value }: YamlEntry, node: YamlMap): readonly string[] {
  const wanted = packageOf(value);
  const filters = fieldItems(field(node, 'http_filters'));
  const ofPackage = filters.filter((filter) => wanted && packageOf(field(filter, 'typed_config')) === wanted);
  return ofPackage.length > 0 ? ofPackage.flatMap(extensionName) : didYouMean(key.text, filters.flatMap(extensionName));
}

const packageOf = (node: YamlNode | undefined): string | undefined => anyType(node)?.replace(/\.\w+$/, '');

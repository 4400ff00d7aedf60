import { field, fieldPath, isFieldName } from '../../envoy/envoy-field.ts';
import { enumField } from '../../envoy/enum-field.ts';
import { envoyString, isBlank } from '../../envoy/envoy-scalar.ts';
import { keyRole, type NamedKind, type NameRole, nameRole, refersTo } from '../../envoy/typed/name-roles.ts';
import { anyType } from '../../envoy/typed/any-type.ts';
import { typedPosition } from '../../envoy/typed/typed-path.ts';
import type { NameFormat } from '../../rules/findings/name-formats.ts';
import { type Message, message } from '../../rules/message.ts';
import type { PlacedSource } from '../../rules/rule.ts';
import { lazy } from '../../text/lazy.ts';
import { isWellFormed } from '../../text/well-formed.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isFilledIn } from '../../yaml/edit/placeholder.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf, type YamlStep } from '../../yaml/syntax/yaml-path.ts';
import { togetherWith } from './configs-together.ts';
import type { Mention, SymbolKind } from './named-symbol.ts';
import { type FoundScalar, scalarsWith } from './scalars-with.ts';

const envoyName: NameFormat = (name) =>
  name === '' || name !== name.trim() || !isWellFormed(name) || /\p{Cc}/u.test(name)
    ? message("'{0}' is not a valid name. Use printable characters, without spaces at the start or the end.", name)
    : undefined;

/** Clusters, listeners, route configurations, virtual hosts, HTTP filters and secrets of Envoy, also across files of xDS. */
export const envoyNames: SymbolKind = {
  format: envoyName,
  find(workspace, { file, source, scalar, steps }) {
    const name = scalar.text;
    const isName = name !== '' && !isFilledIn(name);
    const role = source && isName ? roleOf(source, { scalar, steps }) : undefined;
    if (!source || !role) return undefined;
    if (isInline(role, steps)) return { name, mentions: [{ file, source, at: scalar, defines: true }] };
    const scope = scopeOf(role.kind, steps);
    const mentions = togetherWith(workspace, { file, source })
      .flatMap((one) => namedIn(one, role.kind, name))
      .filter((one) => scopeOf(role.kind, one.steps) === scope);
    const fixedBy = mentions.flatMap((one) => knownByServer(workspace, one) ?? chosenByName(role, one) ?? [])[0];
    return { name, mentions, ...(fixedBy && { fixedBy }) };
  },
};

type NamedInConfig = Mention & PlacedSource & Pick<FoundScalar, 'steps'>;

function namedIn({ file, source }: PlacedSource, kind: NamedKind, name: string): readonly NamedInConfig[] {
  const untyped = lazy(() => clusterReferences(source, name));
  return scalarsWith(source, name).flatMap(({ scalar, steps }) => {
    const role = roleOf(source, { scalar, steps }, untyped);
    if (role?.kind !== kind || isInline(role, steps)) return [];
    return [{ file, source, at: scalar, defines: role.defines, steps }];
  });
}

/** @param untyped the offsets of references to clusters, for parts whose type is not known */
function roleOf(
  source: EnvoySource,
  { scalar, steps }: FoundScalar,
  untyped: () => ReadonlySet<number> = () => clusterReferences(source, scalar.text),
): NameRole | undefined {
  const isKey = steps.at(-1)?.inKey;
  const position = typedPosition(source.type, isKey ? steps.slice(0, -1) : steps);
  if (isKey) return position && keyRole(position);
  if (!position) return untyped().has(placeOf(scalar).start) ? refersTo('cluster') : undefined;
  return nameRole(position);
}

/** Where a cluster is named, by the names of the keys. */
const clusterReferences = ({ config }: EnvoySource, wanted: string): ReadonlySet<number> =>
  new Set(config.clusterReferences.flatMap(({ name }) => (name.value === wanted ? [placeOf(name.at).start] : [])));

/** Nothing refers to a route configuration that is written where it is used. */
const isInline = ({ kind, defines: isDefinition }: NameRole, steps: readonly YamlStep[]): boolean =>
  kind === 'route config' &&
  isDefinition &&
  steps.some(({ entry }) =>
    ['route_config', 'route_configuration'].some((name) => isFieldName(entry?.key.text ?? '', name)),
  );

/**
 * The message in which a name is known: virtual hosts in their route configuration, and filters in their
 * HttpConnectionManager, if its routes are written there.
 */
function scopeOf(kind: NamedKind, steps: readonly YamlStep[]): YamlNode | undefined {
  if (kind === 'virtual host')
    return steps.findLast(({ entry }) => isFieldName(entry?.key.text ?? '', 'virtual_hosts'))?.node;
  if (kind !== 'filter') return undefined;
  const manager = steps.findLast(({ node }) => anyType(node)?.endsWith('.HttpConnectionManager'))?.node;
  return field(manager, 'route_config') && manager;
}

/** Set if Envoy chooses the filter, or asks a server for its config, by the name. */
function chosenByName({ kind }: NameRole, { defines: isDefinition, steps }: NamedInConfig): Message | undefined {
  if (kind !== 'filter' || !isDefinition || field(steps.at(-1)?.node, 'typed_config')) return undefined;
  return message("Only a filter with 'typed_config' can have another name.");
}

/** Set if the management server is asked for the endpoints of the cluster by its name. */
function knownByServer(
  { index: { xdsLinks } }: Workspace,
  { source, at, defines: isDefinition, steps }: NamedInConfig,
): Message | undefined {
  const cluster = steps.at(-1)?.node;
  const isEds = enumField(cluster, 'envoy.config.cluster.v3.Cluster', 'type') === 'EDS';
  if (!isDefinition || !isEds) return undefined;
  const service = fieldPath(cluster, 'eds_cluster_config', 'service_name');
  const name = envoyString(at)?.value;
  if (!isBlank(service) && envoyString(service)?.value !== name) return undefined;
  const isInFile = xdsLinks.some(
    (link) => link.source === source && link.resources && link.subscription.resource?.value === name,
  );
  return isInFile
    ? undefined
    : message("The management server knows the endpoints as '{0}'. Set 'service_name' to this name first.", at.text);
}

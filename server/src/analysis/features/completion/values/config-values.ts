import { namesClusterByType } from '../../../envoy/typed/cluster-fields.ts';
import { nameRole } from '../../../envoy/typed/name-roles.ts';
import type { TypedPosition } from '../../../envoy/typed/typed-position.ts';
import { bootstrapType, type EnvoySource } from '../../../workspace/envoy-source.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import type { CursorContext } from '../../../yaml/cursor/cursor-context.ts';
import { clusterOffers, missingClusters, ownClusterName } from '../cluster-names.ts';
import type { Offer } from '../completion-item.ts';
import { valueOffers } from '../value-offers.ts';
import { endpointHosts } from './endpoint-hosts.ts';
import { mountedFiles } from './mounted-files.ts';
import { nameValues } from './name-values.ts';
import { runtimeKeys } from './runtime-keys.ts';
import { usualTexts } from './usual-texts.ts';

/** A value in a config that is being written. */
export interface ConfigPlace {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  /** Undefined for a config that is not recognized yet. */
  readonly source: EnvoySource | undefined;
  readonly place: CursorContext;
  readonly position: TypedPosition;
  /** The version of Envoy that the config is for; the newest without. */
  readonly version: string | undefined;
}

/** The values for a place: names and files of the workspace, what the API lists, and what people write. */
export function configValues(at: ConfigPlace): readonly Offer[] {
  const { source, position, place, version, workspace } = at;
  const { message, name } = position.field ?? {};
  const hosts =
    message === 'envoy.config.core.v3.SocketAddress' && name === 'address'
      ? endpointHosts(workspace, place.steps)
      : undefined;
  if (hosts) return hosts;
  const rootType = source?.type ?? bootstrapType;
  const listed = namesClusterByType(position)
    ? []
    : valueOffers({ position, steps: place.steps, root: source?.config.root, rootType, version });
  const all = [...(source ? known(at, source) : []), ...listed];
  return all.length > 0 ? all : usualTexts(position).map((label) => ({ label, kind: 'enum-value', detail: '' }));
}

/** What the workspace knows. */
function known({ position, place, file, workspace }: ConfigPlace, source: EnvoySource): readonly Offer[] {
  const at = place.range.start;
  const role = nameRole(position);
  if (role?.kind === 'cluster')
    return role.defines
      ? missingClusters(source, at)
      : clusterOffers(source, at, ownClusterName(position, place.steps));
  // Filters have the names of their extensions, and virtual hosts any.
  if (role && role.kind !== 'filter' && role.kind !== 'virtual host')
    return nameValues(workspace, { file, source }, role, at);
  if (position.type !== 'string') return [];
  const keys = place.steps.flatMap(({ entry }) => entry?.key.text ?? []);
  return position.field?.name === 'runtime_key' ? runtimeKeys(source) : mountedFiles(workspace, file, source, keys);
}

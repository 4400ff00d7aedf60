import type { Place } from '../rules/rule.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { touches } from '../text/text-range.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { definition } from './definition.ts';

/** All references to the name at an offset and its definition, in the file and in those of its workloads. */
export function references(
  workspace: Workspace,
  uri: string,
  offset: number,
  options: { readonly includeDeclaration: boolean },
): readonly Place[] {
  const named = filesAround(workspace, uri).flatMap((file) =>
    namesIn(file).flatMap((at) => {
      const target = definition(workspace, at.uri, at.range.start)?.target;
      return target ? [{ at, target }] : [];
    }),
  );
  const here = (place: Place): boolean => place.uri === uri && touches(place.range, offset);
  const target = (named.find(({ at }) => here(at)) ?? named.find((found) => here(found.target)))?.target;
  if (!target) return [];
  const same = named.filter(
    (found) => found.target.uri === target.uri && found.target.range.start === target.range.start,
  );
  return [...(options.includeDeclaration ? [target] : []), ...same.map(({ at }) => at)];
}

function filesAround(workspace: Workspace, uri: string): SourceFile[] {
  const related = workloadsOf(workspace, uri).flatMap(({ file, config, services }) => [
    file,
    ...(config ? [config.file] : []),
    ...services.map((service) => service.file),
  ]);
  const own = workspace.files.get(uri);
  return [...new Set(own ? [own, ...related] : related)];
}

/**
 * Everything that can be a reference: clusters in routes, volumes in mounts, ConfigMaps and keys in volumes, ports and
 * labels in Services.
 */
function namesIn({ uri, envoySources, manifests }: SourceFile): Place[] {
  const clusters = envoySources.flatMap(({ config }) => config.clusterReferences.map(({ name }) => name));
  const inManifests = manifests.flatMap(({ podSpec, service }) => [
    ...[...(podSpec?.containers ?? []), ...(podSpec?.initContainers ?? [])].flatMap(({ volumeMounts }) =>
      volumeMounts.flatMap(({ name }) => name ?? []),
    ),
    ...(podSpec?.volumes ?? []).flatMap(({ configMap }) => [
      ...(configMap?.name ? [configMap.name] : []),
      ...(configMap?.items ?? []).flatMap(({ key }) => key ?? []),
    ]),
    ...(service?.ports ?? []).flatMap(({ targetPort }) => (targetPort?.kind === 'name' ? [targetPort.name] : [])),
    ...(service?.selector.values() ?? []),
  ]);
  return [...clusters, ...inManifests].map(({ at }) => ({ uri, range: placeOf(at) }));
}

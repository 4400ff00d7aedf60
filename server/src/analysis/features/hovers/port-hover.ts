import { serviceTargets } from '../../rules/fixes/service-targets.ts';
import { type Message, message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import { boundPorts, type EnvoyWorkload, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { Description } from '../described.ts';
import type { Mention, NamedSymbol } from '../symbols/named-symbol.ts';
import { portNames } from '../symbols/port-names.ts';
import { ports } from '../symbols/ports.ts';

/** A port by its number or name: what binds, declares, forwards to and uses it in the pods that the place belongs to. */
export function portHover(workspace: Workspace, symbol: NamedSymbol): Description | undefined {
  if (symbol.format !== ports.format && symbol.format !== portNames.format) return undefined;
  const mentions = [...symbol.definitions, ...symbol.references];
  const isMentioned = mentionedIn(mentions);
  const uris = new Set(mentions.map(({ file }) => file.uri));
  const workloads = new Set([...uris].flatMap((uri) => workspace.workloadsByFile.get(uri) ?? []));
  const sources = new Map(mentions.flatMap(({ file, source }) => (source ? [[source, file] as const] : [])));
  const said = [
    ...[...workloads].flatMap((workload) => servicesIn(workload, isMentioned)),
    ...[...sources].flatMap(([source, file]) => configSentences(file, source, isMentioned)),
    ...[...workloads].flatMap((workload) => containersIn(workload, isMentioned)),
  ];
  const distinct = [...new Map(said.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.length > 0 ? { title: symbol.name, type: 'port', sentences: distinct } : undefined;
}

type IsMentioned = (file: SourceFile, at: YamlNode | undefined) => boolean;

function mentionedIn(mentions: readonly Mention[]): IsMentioned {
  const places = new Set(mentions.map(({ file, at }) => placeText(file, at)));
  return (file, at) => at !== undefined && places.has(placeText(file, at));
}

function placeText(file: SourceFile, at: YamlNode): string {
  const { uri, range } = placeIn(file, at);
  return `${uri} ${range.start}`;
}

const servicesIn = (workload: EnvoyWorkload, isMentioned: IsMentioned): readonly Message[] =>
  serviceTargets(workload).flatMap(({ service: { file, manifest }, servicePort: { port }, at }) =>
    isMentioned(file, at) && port
      ? [message("Service '{0}' forwards its port {1} here.", manifest.name?.value ?? '', port.value)]
      : [],
  );

function configSentences(file: SourceFile, { config }: EnvoySource, isMentioned: IsMentioned): readonly Message[] {
  const bound = boundPorts(config).flatMap(({ role, name, at }) => {
    if (!isMentioned(file, at)) return [];
    return [
      role === 'admin' ? message("Envoy's admin interface binds it.") : message("Listener '{0}' binds it.", name),
    ];
  });
  const used = loopbackEndpoints(config).flatMap(({ cluster, endpoint }) =>
    isMentioned(file, endpoint.address.port?.at)
      ? [message("Cluster '{0}' sends requests here.", cluster.name?.value ?? '')]
      : [],
  );
  return [...bound, ...used];
}

const containersIn = (
  { file, envoyContainer, otherContainers }: EnvoyWorkload,
  isMentioned: IsMentioned,
): readonly Message[] =>
  declaredPorts([envoyContainer, ...otherContainers]).flatMap(({ container, port, name }) =>
    isMentioned(file, port.at) || isMentioned(file, name?.at)
      ? [message("Container '{0}' declares it, port {1}.", container.name?.value ?? '', port.value)]
      : [],
  );

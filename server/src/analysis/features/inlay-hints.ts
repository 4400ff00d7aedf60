import type { Container, PortReference } from '../kubernetes/manifest.ts';
import { type Message, message } from '../rules/message.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { serviceTargets } from '../rules/fixes/service-targets.ts';
import { overlaps, type TextRange, touches } from '../text/text-range.ts';
import { containerServing, declaredPorts } from '../workspace/app-ports.ts';
import { type EnvoyWorkload, linkedPorts, loopbackEndpoints } from '../workspace/envoy-workload.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { effectiveDefaults } from './default-hints.ts';

/** `services`: at listeners, `containers`: at endpoints, `portNumbers`: at the names of ports, `defaults`: in messages without a field. */
export const inlayHintKinds = ['services', 'containers', 'portNumbers', 'defaults'] as const;

export type InlayHintKind = (typeof inlayHintKinds)[number];

/** What an editor shows behind a word, although it is not in the text. */
export interface InlayHint {
  readonly kind: InlayHintKind;
  readonly offset: number;
  /** Each has at most one target. */
  readonly parts: readonly { readonly label: Message; readonly target?: Place }[];
}

/** A part of a hint and the scalar behind which it stands. */
interface Remark {
  readonly kind: InlayHintKind;
  readonly at: YamlScalar;
  readonly label: Message;
  readonly target?: Place;
}

/**
 * The hints in a part of a file: which Services lead to a listener, which container is behind an endpoint, the numbers of
 * named ports, and what Envoy uses for fields that are not written. There are none where a kustomization changes what is written.
 */
export function inlayHints(
  workspace: Workspace,
  uri: string,
  within: TextRange,
  kinds: readonly InlayHintKind[] = inlayHintKinds,
): readonly InlayHint[] {
  const file = workspace.files.get(uri);
  if (!file || workspace.builtByFile.has(uri) || workspace.index.patchFiles.has(uri)) return [];
  const workloads = workloadsOf(workspace, uri).filter(({ silence }) => !silence.partial);
  const remarks = [
    ...workloads.flatMap((workload) => (workload.config?.file.uri === uri ? configRemarks(workload, within) : [])),
    ...portNameRemarks(workspace, file, within),
    ...(kinds.includes('defaults') ? file.envoySources.flatMap((source) => defaultRemarks(source, within)) : []),
  ];
  return grouped(remarks.filter(({ kind }) => kinds.includes(kind)));
}

/** Workloads that share a config often have the same to say. */
function grouped(remarks: readonly Remark[]): readonly InlayHint[] {
  const hints = new Map<number, InlayHint>();
  for (const { kind, at, label, target } of remarks) {
    const offset = placeOf(at).end;
    const parts = hints.get(offset)?.parts ?? [];
    const isKnown = parts.some(
      (part) => part.target?.uri === target?.uri && part.target?.range.start === target?.range.start,
    );
    if (!isKnown) hints.set(offset, { kind, offset, parts: [...parts, { label, ...(target && { target }) }] });
  }
  return [...hints.values()].sort((a, b) => a.offset - b.offset);
}

const defaultRemarks = (source: EnvoySource, within: TextRange): readonly Remark[] =>
  effectiveDefaults(source, within).map(({ at, field, value }) => ({
    kind: 'defaults',
    at,
    label: message('{0}: {1} by default', field, value),
  }));

const isIn = (within: TextRange, { at }: { readonly at: YamlScalar }): boolean => touches(within, placeOf(at).start);

function configRemarks(workload: EnvoyWorkload, within: TextRange): readonly Remark[] {
  const { config, file } = workload;
  if (!config) return [];
  const bound = linkedPorts(config);
  const listening = bound.filter((one) => isIn(within, one));
  const clusters = config.source.config.clusters.filter(({ node }) => overlaps(within, placeOf(node)));
  const reached = loopbackEndpoints({ clusters }).flatMap(({ endpoint }) => {
    const { port } = endpoint.address;
    return port && isIn(within, port) && !bound.some((one) => one.port === port.value) ? [port] : [];
  });
  return [
    ...listening.flatMap(({ at, port }) => servicesAt(workload, port).map((one) => ({ ...one, at }))),
    ...reached.flatMap(({ at, value }) => {
      const container = containerServing(workload, value);
      if (!container?.name) return [];
      const label = message('→ container {0}', container.name.value);
      return [{ kind: 'containers' as const, at, label, target: placeIn(file, container.name.at) }];
    }),
  ];
}

const servicesAt = (workload: EnvoyWorkload, wanted: number): readonly Omit<Remark, 'at'>[] =>
  serviceTargets(workload).flatMap(({ service, servicePort, port, at }) => {
    const { name } = service.manifest;
    if (port !== wanted || !name || !servicePort.port) return [];
    const label = message('← Service {0}:{1}', name.value, servicePort.port.value);
    return [{ kind: 'services' as const, label, target: placeIn(service.file, at) }];
  });

function portNameRemarks(workspace: Workspace, file: SourceFile, within: TextRange): readonly Remark[] {
  const { index } = workspace;
  return file.manifests.flatMap((manifest) => {
    const { podSpec, service, root } = manifest;
    if (index.patchesOf(manifest).length > 0 || root.range.end < within.start || root.range.start > within.end)
      return [];
    const remarks = (reference: PortReference | undefined, among: () => readonly Named[]): readonly Remark[] =>
      reference?.kind === 'name' && isIn(within, reference.name) ? numberOf(reference.name.at, among()) : [];
    const pods = () =>
      index.selections.podsOf(manifest).flatMap((pod): Named[] => {
        const { containers = [], initContainers = [] } = pod.manifest.podSpec ?? {};
        return [...containers, ...initContainers].map((container) => ({ file: pod.file, container }));
      });
    return [
      ...(service?.ports ?? []).flatMap(({ targetPort }) => remarks(targetPort, pods)),
      ...[...(podSpec?.containers ?? []), ...(podSpec?.initContainers ?? [])].flatMap((container) =>
        container.probes.flatMap(({ port }) => remarks(port, () => [{ file, container }])),
      ),
    ];
  });
}

/** A container that may have a port with the name. */
interface Named {
  readonly file: SourceFile;
  readonly container: Container;
}

/** The number of a named port, if it is the same everywhere. */
function numberOf(at: YamlScalar, among: readonly Named[]): readonly Remark[] {
  const found = among.flatMap(({ file, container }) =>
    declaredPorts([container]).flatMap(({ name, port }) => (name?.value === at.text ? [{ file, port }] : [])),
  );
  const [first] = found;
  if (!first || found.some(({ port }) => port.value !== first.port.value)) return [];
  const label = message('= {0}', first.port.value);
  return [{ kind: 'portNumbers', at, label, target: placeIn(first.file, first.port.at) }];
}

import type { EnvoyConfig } from '../envoy/envoy-config.ts';
import { message } from '../rules/message.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoySourceAt } from './envoy-source-at.ts';
import { type LocalPorts, localPorts } from './local-ports.ts';
import { type ListenerPlan, listenerFirst, plannedListeners } from './planned-listeners.ts';
import { isRefused, type RefusedPlan } from './refused-plan.ts';
import { type RequestTrace, requestTrace } from './request-trace.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import { lowerEnvoyConfig } from '../envoy/lower-envoy-config.ts';
import { refusedSyntax } from './unreadable.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { parseYaml } from '../yaml/syntax/parse-yaml.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlMap, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { asMap, asScalar, placeOf } from '../yaml/syntax/yaml-path.ts';

export interface LocalPlan extends LocalPorts {
  readonly configText: string;
  readonly format: 'yaml' | 'json';
  readonly configUri: string;
  readonly listeners: readonly ListenerPlan[];
  readonly trace: RequestTrace;
}

/**
 * What a local run of Envoy requires: the bootstrap that the file is, contains or is linked to.
 * @param offset selects one if there are several, and puts the listener there first
 */
export function localPlan(workspace: Workspace, uri: string, offset?: number): LocalPlan | RefusedPlan {
  const source = envoySourceAt(workspace, uri, offset);
  if (isRefused(source)) return source;
  const file = workspace.files.get(source.uri);
  const broken = file && refusedSyntax(workspace, file);
  if (broken) return broken;
  const filledIn = unknownPort(source.config);
  if (filledIn)
    return {
      refused: message("Port '{0}' is a placeholder. Replace it with a number to run this config.", filledIn.text),
      location: { uri: source.uri, range: placeOf(filledIn) },
    };
  // Offsets of a nested config are those of the file; here they must be those of the text that Envoy reads.
  const root = asMap(parseYaml(source.text).documents[0]?.root);
  if (!root)
    return { refused: message('The config is empty.'), location: { uri: source.uri, range: source.config.root.range } };
  const listeners = plannedListeners(source.uri, source.config);
  const readers = workloadsOf(workspace, source.uri).filter(({ config }) => config?.source === source);
  return {
    configText: source.text,
    format: isJson(source, root) ? 'json' : 'yaml',
    configUri: source.uri,
    ...localPorts(root),
    listeners: listenerFirst(listeners, uri, offset),
    trace: requestTrace(source.uri, source.config, lowerEnvoyConfig(root), source.text, readers),
  };
}

/**
 * Envoy recognizes JSON by the file name. If the name of a nested config is not known, quotes around all keys indicate
 * JSON.
 */
const isJson = ({ uri, scalar, text }: EnvoySource, root: YamlMap): boolean =>
  scalar ? /^\s*\{/.test(text) && root.entries.every(({ key }) => key.style === 'double') : uri.endsWith('.json');

/** The port of a listener or of the admin interface with a placeholder, which cannot be moved. */
function unknownPort({ listeners, admin }: EnvoyConfig): YamlScalar | undefined {
  const addresses = [
    ...listeners.flatMap((listener) => listener.addresses),
    ...(admin?.address ? [admin.address] : []),
  ];
  const ports = addresses.flatMap(({ node }) => asScalar(field(node, 'port_value')) ?? []);
  return ports.find(({ text }) => hasPlaceholder(text));
}

import type { YamlDocument, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, valueAt } from '../yaml/syntax/yaml-path.ts';
import { lowerNetworkPolicy } from './lower-network-policy.ts';
import { lowerPodSpec } from './lower-pod-spec.ts';
import type { ConfigMapContent, Manifest, PodSpec, ServicePort, ServiceSpec } from './manifest.ts';
import { manifestInt, manifestLabels, mapsIn, member, portReference, stringAt } from './manifest-field.ts';

/** The manifests of a YAML document: one, or the items of a List. Empty if it is not a Kubernetes object. */
export function lowerManifests(document: YamlDocument): Manifest[] {
  const root = asMap(document.root);
  if (!root) return [];
  const kind = stringAt(root, 'kind')?.value;
  const apiVersion = stringAt(root, 'apiVersion')?.value;
  if (!kind || !apiVersion) return [];
  if (/List$/.test(kind) && valueAt(root, 'items'))
    return mapsIn(valueAt(root, 'items')).flatMap((item) => lowerManifests({ ...document, root: item }));
  return [lowerManifest(root, kind, apiVersion, document)];
}

function lowerManifest(root: YamlMap, kind: string, apiVersion: string, document: YamlDocument): Manifest {
  const metadata = valueAt(root, 'metadata');
  return {
    root,
    documentRange: document.range,
    apiVersion,
    kind,
    ...member('name', stringAt(metadata, 'name')),
    ...member('namespace', stringAt(metadata, 'namespace')),
    labels: manifestLabels(valueAt(metadata, 'labels')),
    ...member('podSpec', podSpecOf(root, kind)),
    ...member('service', kind === 'Service' && apiVersion === 'v1' ? lowerService(root) : undefined),
    ...member(
      'configMap',
      kind === 'ConfigMap' && apiVersion === 'v1' ? lowerContent(root, 'data', 'binaryData') : undefined,
    ),
    ...member(
      'secret',
      kind === 'Secret' && apiVersion === 'v1' ? lowerContent(root, 'stringData', 'data') : undefined,
    ),
    ...member('networkPolicy', isNetworkPolicy(apiVersion, kind) ? lowerNetworkPolicy(root) : undefined),
  };
}

const isNetworkPolicy = (apiVersion: string, kind: string): boolean =>
  kind === 'NetworkPolicy' && apiVersion === 'networking.k8s.io/v1';

/** What has the template of the pod. */
function holderOf(root: YamlMap, kind: string): YamlNode | undefined {
  const spec = valueAt(root, 'spec');
  if (kind === 'PodTemplate') return root;
  return kind === 'CronJob' ? valueAt(valueAt(spec, 'jobTemplate'), 'spec') : spec;
}

/** Where each kind keeps its pod; kinds of other API groups with the same shape are taken as well (Knative, rollouts). */
function podSpecOf(root: YamlMap, kind: string): PodSpec | undefined {
  const template = kind === 'Pod' ? root : valueAt(holderOf(root, kind), 'template');
  const podSpec = asMap(valueAt(template, 'spec'));
  return podSpec && valueAt(podSpec, 'containers') ? lowerPodSpec(podSpec, valueAt(template, 'metadata')) : undefined;
}

function lowerService(root: YamlMap): ServiceSpec | undefined {
  const node = asMap(valueAt(root, 'spec'));
  if (!node) return undefined;
  return {
    node,
    selector: manifestLabels(valueAt(node, 'selector')),
    ports: mapsIn(valueAt(node, 'ports')).map(lowerServicePort),
    externalName: stringAt(node, 'type')?.value === 'ExternalName',
    headless: stringAt(node, 'clusterIP')?.value === 'None',
  };
}

function lowerServicePort(node: YamlMap): ServicePort {
  const written: YamlNode | undefined = valueAt(node, 'targetPort');
  const targetPort = portReference(written);
  return {
    node,
    ...member('name', stringAt(node, 'name')),
    ...member('port', manifestInt(valueAt(node, 'port'))),
    ...member('targetPort', targetPort),
    protocol: stringAt(node, 'protocol')?.value ?? 'TCP',
    unknown: !!written && !targetPort,
  };
}

/** @param written and `sealed`: the fields with texts and with base64 */
function lowerContent(root: YamlMap, written: string, sealed: string): ConfigMapContent {
  const keys = keysIn(valueAt(root, written));
  const encoded = [...keysIn(valueAt(root, sealed))].filter(([key]) => !keys.has(key));
  return { keys, encoded: new Map(encoded) };
}

const keysIn = (node: YamlNode | undefined): ConfigMapContent['keys'] =>
  new Map(
    (asMap(node)?.entries ?? []).map((entry) => [
      entry.key.text,
      { key: entry.key, ...member('value', entry.value?.kind === 'scalar' ? entry.value : undefined) },
    ]),
  );

import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, entryOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import type {
  Container,
  ContainerPort,
  ContentReference,
  EnvFrom,
  EnvVariable,
  KeyToPath,
  PodSpec,
  Probe,
  Volume,
  VolumeContent,
  VolumeMount,
} from './manifest.ts';
import {
  manifestInt,
  manifestLabels,
  manifestTrue,
  mapsIn,
  member,
  portReference,
  scalarsIn,
  stringAt,
} from './manifest-field.ts';

/** @param metadata of the pod, or of the template that makes it */
export function lowerPodSpec(node: YamlMap, metadata: YamlNode | undefined): PodSpec {
  return {
    node,
    labels: manifestLabels(valueAt(metadata, 'labels')),
    annotations: manifestLabels(valueAt(metadata, 'annotations')),
    containers: mapsIn(valueAt(node, 'containers')).map(lowerContainer),
    initContainers: mapsIn(valueAt(node, 'initContainers')).map(lowerContainer),
    volumes: mapsIn(valueAt(node, 'volumes')).map(lowerVolume),
    ...member('volumesEntry', entryOf(node, 'volumes')),
    hostNetwork: manifestTrue(valueAt(node, 'hostNetwork')),
  };
}

function lowerContainer(node: YamlMap): Container {
  return {
    node,
    ...member('name', stringAt(node, 'name')),
    ...member('image', stringAt(node, 'image')),
    command: scalarsIn(valueAt(node, 'command')),
    args: scalarsIn(valueAt(node, 'args')),
    ports: mapsIn(valueAt(node, 'ports')).map(lowerContainerPort),
    ...member('portsEntry', entryOf(node, 'ports')),
    env: mapsIn(valueAt(node, 'env')).map(lowerVariable),
    envFrom: mapsIn(valueAt(node, 'envFrom')).flatMap(lowerEnvFrom),
    volumeMounts: mapsIn(valueAt(node, 'volumeMounts')).map(lowerVolumeMount),
    probes: probesOf(node),
    nativeSidecar: stringAt(node, 'restartPolicy')?.value === 'Always',
  };
}

function lowerVariable(item: YamlMap): EnvVariable {
  const value = valueAt(item, 'value');
  const from = valueAt(item, 'valueFrom');
  const [configMap, secret] = [asMap(valueAt(from, 'configMapKeyRef')), asMap(valueAt(from, 'secretKeyRef'))];
  const node = configMap ?? secret;
  return {
    name: stringAt(item, 'name')?.value ?? '',
    ...member('value', value?.kind === 'scalar' ? value : undefined),
    ...(node && {
      from: { ...reference(configMap ? 'ConfigMap' : 'Secret', node), ...member('key', stringAt(node, 'key')) },
    }),
  };
}

function lowerEnvFrom(item: YamlMap): EnvFrom[] {
  const prefix = stringAt(item, 'prefix')?.value ?? '';
  const [configMap, secret] = [asMap(valueAt(item, 'configMapRef')), asMap(valueAt(item, 'secretRef'))];
  return [
    ...(configMap ? [{ ...reference('ConfigMap', configMap), prefix }] : []),
    ...(secret ? [{ ...reference('Secret', secret), prefix }] : []),
  ];
}

const reference = (kind: ContentReference['kind'], node: YamlMap, nameKey = 'name'): ContentReference => ({
  kind,
  ...member('name', stringAt(node, nameKey)),
  optional: manifestTrue(valueAt(node, 'optional')),
});

const lowerContainerPort = (node: YamlMap): ContainerPort => ({
  node,
  ...member('name', stringAt(node, 'name')),
  ...member('port', manifestInt(valueAt(node, 'containerPort'))),
  protocol: stringAt(node, 'protocol')?.value ?? 'TCP',
});

const lowerVolumeMount = (node: YamlMap): VolumeMount => ({
  node,
  ...member('name', stringAt(node, 'name')),
  ...member('mountPath', stringAt(node, 'mountPath')),
  ...member('subPath', stringAt(node, 'subPath')),
});

function probesOf(container: YamlMap): Probe[] {
  return (['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((kind) => {
    const node = asMap(valueAt(container, kind));
    const handler = ['httpGet', 'tcpSocket', 'grpc'].map((name) => valueAt(node, name)).find(Boolean);
    return node ? [{ kind, node, ...member('port', portReference(valueAt(handler, 'port'))) }] : [];
  });
}

function lowerVolume(node: YamlMap): Volume {
  const configMap = asMap(valueAt(node, 'configMap'));
  const hostPath = entryOf(node, 'hostPath');
  const projected = asMap(valueAt(node, 'projected'));
  return {
    node,
    ...member('name', stringAt(node, 'name')),
    ...member('configMap', configMap && { ...reference('ConfigMap', configMap), items: lowerItems(configMap) }),
    contents: [
      ...contentsOf(node, 'secretName'),
      ...mapsIn(valueAt(projected, 'sources')).flatMap((one) => contentsOf(one, 'name')),
    ],
    projected: !!projected,
    ...member('hostPath', hostPath && { entry: hostPath, ...member('path', stringAt(hostPath.value, 'path')) }),
  };
}

/** @param secretName the field that names a Secret: a volume has another one for it than a projection */
function contentsOf(node: YamlMap, secretName: string): VolumeContent[] {
  const [configMap, secret] = [asMap(valueAt(node, 'configMap')), asMap(valueAt(node, 'secret'))];
  return [
    ...(configMap ? [{ ...reference('ConfigMap', configMap), items: lowerItems(configMap) }] : []),
    ...(secret ? [{ ...reference('Secret', secret, secretName), items: lowerItems(secret) }] : []),
  ];
}

const lowerItems = (node: YamlMap): KeyToPath[] =>
  mapsIn(valueAt(node, 'items')).map((item) => ({
    ...member('key', stringAt(item, 'key')),
    ...member('path', stringAt(item, 'path')),
  }));

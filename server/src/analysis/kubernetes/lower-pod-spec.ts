import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, entryOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import type { Container, ContainerPort, PodSpec, Probe, Volume, VolumeMount } from './manifest.ts';
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
    env: mapsIn(valueAt(node, 'env')).map((item) => {
      const value = valueAt(item, 'value');
      return {
        name: stringAt(item, 'name')?.value ?? '',
        ...member('value', value?.kind === 'scalar' ? value : undefined),
      };
    }),
    hasEnvFrom: !!valueAt(node, 'envFrom'),
    volumeMounts: mapsIn(valueAt(node, 'volumeMounts')).map(lowerVolumeMount),
    probes: probesOf(node),
    nativeSidecar: stringAt(node, 'restartPolicy')?.value === 'Always',
  };
}

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
  return {
    node,
    ...member('name', stringAt(node, 'name')),
    ...member('configMap', configMap && lowerConfigMapVolume(configMap)),
    ...member('hostPath', hostPath && { entry: hostPath, ...member('path', stringAt(hostPath.value, 'path')) }),
  };
}

const lowerConfigMapVolume = (node: YamlMap): NonNullable<Volume['configMap']> => ({
  ...member('name', stringAt(node, 'name')),
  items: mapsIn(valueAt(node, 'items')).map((item) => ({
    ...member('key', stringAt(item, 'key')),
    ...member('path', stringAt(item, 'path')),
  })),
  optional: manifestTrue(valueAt(node, 'optional')),
});

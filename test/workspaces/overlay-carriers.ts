import type { Carried, Carrier, Context, PlannedFile } from './carrier.ts';
import { inFolder, kustomization, volumeOf } from './kustomization-files.ts';
import { unmarked } from './marks.ts';
import type { Scene } from './scene.ts';
import { manifestStyle } from './style.ts';
import { isList, isMap, type Tree, type TreeMap } from './tree.ts';
import { configMap } from './volume-carriers.ts';
import { writeTree } from './write-tree.ts';

/** Patches complete the workload. */
export const overlayCarriers: readonly Carrier[] = [
  { name: 'patch of the ports', builtInKinds: true, carry: (context) => overlay(context, portsPatch) },
  { name: 'JSON patch of the ports', builtInKinds: true, carry: (context) => overlay(context, portsJsonPatch) },
  { name: 'patch that changes nothing', builtInKinds: true, carry: (context) => overlay(context, harmlessPatch) },
  { name: 'sidecar in a patch', builtInKinds: true, carry: (context) => overlay(context, sidecarPatch) },
  { name: 'sidecar in a component', builtInKinds: true, carry: component },
];

interface Patched {
  readonly base: TreeMap;
  readonly patch: Tree;
  readonly target?: TreeMap;
}

const inlined = (patch: Tree, { choices }: Context): string =>
  writeTree(patch, { ...manifestStyle(choices), header: false, format: choices.pick(['yaml', 'json']) }, choices);

type MakePatch = (workload: TreeMap, scene: Scene) => Patched;

function overlay(context: Context, make: MakePatch): Carried {
  const isInline = context.choices.chance(0.3);
  return {
    ...volumeOf(context, 'configMap', [configMap(context, 'data')]),
    kustomize: (workload, others) => {
      const { base, patch, target } = make(workload, context.scene);
      const named = isInline ? { patch: inlined(patch, context) } : { path: 'patch.yaml' };
      const files: PlannedFile[] = isInline ? [] : [{ path: 'prod/patch.yaml', tree: patch }];
      return [
        ...inFolder('base/', base, others, {}),
        ...files,
        kustomization('prod/', 'Kustomization', { resources: ['../base'], patches: [{ target, ...named }] }),
      ];
    },
  };
}

function component(context: Context): Carried {
  return {
    ...volumeOf(context, 'configMap', [configMap(context, 'data')]),
    kustomize: (workload, others) => {
      const { base, patch } = sidecarPatch(workload, context.scene);
      const content = others.filter(({ kind }) => kind === 'ConfigMap');
      return [
        ...inFolder(
          'base/',
          base,
          others.filter((one) => !content.includes(one)),
          {},
        ),
        { path: 'sidecar/config.yaml', manifests: content },
        { path: 'sidecar/patch.yaml', tree: patch },
        kustomization('sidecar/', 'Component', { resources: ['config.yaml'], patches: [{ path: 'patch.yaml' }] }),
        kustomization('prod/', 'Kustomization', { resources: ['../base'], components: ['../sidecar'] }),
      ];
    },
  };
}

const portsPatch: MakePatch = (workload, scene) => {
  const { list, envoy } = envoyIn(workload, scene);
  const patch = { name: envoy.name, ports: [{ $patch: 'replace' }, ...listOf(envoy.ports)] };
  return { base: withPorts(workload, scene), patch: patchOf(workload, { [list]: [patch] }) };
};

const portsJsonPatch: MakePatch = (workload, scene) => {
  const { list, index, envoy } = envoyIn(workload, scene);
  const path = `/${[...podPath(workload), list, index, 'ports'].join('/')}`;
  return {
    base: withPorts(workload, scene),
    patch: [{ op: 'replace', path, value: listOf(envoy.ports) }],
    target: { kind: workload.kind, name: scene.name },
  };
};

const harmlessPatch: MakePatch = (workload, scene) => {
  const { list, envoy } = envoyIn(workload, scene);
  const resources = { limits: { memory: '512Mi' } };
  return { base: workload, patch: patchOf(workload, { [list]: [{ name: envoy.name, resources }] }) };
};

const sidecarPatch: MakePatch = (workload, scene) => {
  const { list, envoy } = envoyIn(workload, scene);
  const base = changePod(workload, (spec) => ({
    ...spec,
    [list]: nonEmpty(listOf(spec[list]).filter((one) => one !== envoy)),
    volumes: undefined,
  }));
  return { base, patch: patchOf(workload, { [list]: [envoy], volumes: podOf(workload).volumes }) };
};

const nonEmpty = (list: readonly Tree[]): readonly Tree[] | undefined => (list.length > 0 ? list : undefined);

const withPorts = (workload: TreeMap, scene: Scene): TreeMap =>
  changePod(workload, (spec) => {
    const { list, envoy } = envoyIn(workload, scene);
    const containers = listOf(spec[list]).map((one) =>
      one === envoy ? { ...envoy, ports: [{ containerPort: 7 }] } : one,
    );
    return { ...spec, [list]: containers };
  });

const listOf = (tree: Tree | undefined): readonly Tree[] => (tree !== undefined && isList(tree) ? tree : []);

const mapOf = (tree: Tree | undefined): TreeMap => (tree !== undefined && isMap(tree) ? tree : {});

function podPath({ kind }: TreeMap): readonly string[] {
  if (kind === 'Pod') return ['spec'];
  if (kind === 'PodTemplate') return ['template', 'spec'];
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec'];
}

const podOf = (workload: TreeMap): TreeMap => podPath(workload).reduce((tree, key) => mapOf(tree[key]), workload);

const changePod = (workload: TreeMap, change: (spec: TreeMap) => TreeMap): TreeMap =>
  changeAt(workload, podPath(workload), change);

function changeAt(tree: TreeMap, [key, ...rest]: readonly string[], change: (tree: TreeMap) => TreeMap): TreeMap {
  return key === undefined ? change(tree) : { ...tree, [key]: changeAt(mapOf(tree[key]), rest, change) };
}

function envoyIn(workload: TreeMap, { native, envoyName }: Scene) {
  const list = native ? 'initContainers' : 'containers';
  const containers = listOf(podOf(workload)[list]).map(mapOf);
  const index = containers.findIndex(({ name }) => typeof name === 'string' && unmarked(name) === envoyName);
  return { list, index, envoy: mapOf(containers[index]) };
}

/** A manifest that says only what it changes. */
function patchOf(workload: TreeMap, spec: TreeMap): TreeMap {
  const { apiVersion, kind } = workload;
  const metadata = mapOf(workload.metadata);
  return changeAt(
    { apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } },
    podPath(workload),
    () => spec,
  );
}

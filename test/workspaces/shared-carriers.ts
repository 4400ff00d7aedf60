import type { Carried, Carrier, Context } from './carrier.ts';
import { inFolder, volumeOf } from './kustomization-files.ts';
import { unmarked } from './marks.ts';
import { entriesOf, isList, isMap, isMarked, mapTree, type Tree, type TreeMap } from './tree.ts';
import { configMap } from './volume-carriers.ts';

const ownImage = 'registry.example.net/team/proxy';

/** A config that others use, too, or that comes from outside of the manifests. */
export const sharedCarriers: readonly Carrier[] = [
  {
    name: 'shared ConfigMap',
    carry: (context) => volumeOf(context, 'configMap', [configMap(context, 'data')]),
    beside: ({ scene }, workload) => [{ path: 'canary.yaml', manifests: [renamed(workload, scene.name)] }],
  },
  {
    name: 'shared generator',
    builtInKinds: true,
    carry: (context) => ({
      ...volumeOf(context, 'configMap'),
      files: [{ path: context.scene.names.key, text: context.config }],
      kustomize: (workload, others, right) => {
        const made = { configMapGenerator: [{ name: context.scene.names.config, files: [context.scene.names.key] }] };
        return inFolder('', workload, [...others, renamed(right, context.scene.name)], made);
      },
    }),
  },
  {
    name: 'key made by --from-file',
    carry: (context) => ({
      ...volumeOf(context, 'configMap'),
      files: [{ path: context.scene.names.key, text: context.config }],
    }),
  },
  {
    name: 'own image',
    image: `${ownImage}:1.4.0`,
    carry: (context) => ({
      ...volumeOf(context, 'configMap', [configMap(context, 'data')]),
      files: [{ path: '.envoy-sidecar.yaml', text: `envoyImages:\n  - ${ownImage}\n` }],
    }),
  },
  {
    name: 'generator with variables of a file',
    unknown: true,
    carry: (context) => variables(context),
  },
  {
    name: 'alternatives in a folder',
    unknown: true,
    carry: (context) => volumeOf(context, 'configMap', [configMap(context, 'data')]),
    beside: ({ scene, right }, workload) => [
      { path: 'alternative.yaml', manifests: [withConfig(workload, scene.names.config, `${scene.names.config}-old`)] },
      {
        path: 'alternative-config.yaml',
        manifests: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: `${scene.names.config}-old`, namespace: scene.namespace },
            data: { [scene.names.key]: right.replaceAll(String(scene.listeners[0]?.port), '18999') },
          },
        ],
      },
    ],
  },
];

/** The tree without marks. */
export const withoutMarks = (tree: TreeMap): TreeMap =>
  mapTree(
    tree,
    (scalar) => (typeof scalar === 'object' && isMarked(scalar) ? scalar.value : plain(scalar as Tree)),
    unmarked,
  ) as TreeMap;

const plain = (scalar: Tree): Tree => (typeof scalar === 'string' ? unmarked(scalar) : scalar);

/** The workload under another name, with labels of its own, so that no Service selects both. */
function renamed(workload: TreeMap, name: string): TreeMap {
  const other = `${name}-canary`;
  const relabel = (tree: Tree): Tree => {
    if (isList(tree)) return tree.map(relabel);
    if (!isMap(tree)) return tree;
    return Object.fromEntries(
      entriesOf(tree).map(([key, value]) => [
        key,
        isLabels(key, value) ? withValue(value, name, other) : relabel(value),
      ]),
    );
  };
  const { metadata, ...rest } = relabel(workload) as TreeMap;
  return { ...rest, metadata: { ...(metadata as TreeMap), name: other } };
}

const isLabels = (key: string, value: Tree): value is TreeMap =>
  (key === 'labels' || key === 'matchLabels') && isMap(value);

const withValue = (tree: TreeMap, from: string, to: string): TreeMap =>
  Object.fromEntries(entriesOf(tree).map(([key, value]) => [key, value === from ? to : value]));

/** The workload with another ConfigMap. */
const withConfig = (workload: TreeMap, from: string, to: string): TreeMap => {
  const change = (tree: Tree): Tree => {
    if (isList(tree)) return tree.map(change);
    if (!isMap(tree)) return tree;
    const { configMap: content } = tree;
    const isIt = content !== undefined && isMap(content) && content.name === from;
    return Object.fromEntries(
      entriesOf(tree).map(([key, value]) => [
        key,
        isIt && key === 'configMap' ? { ...(value as TreeMap), name: to } : change(value),
      ]),
    );
  };
  return change(workload) as TreeMap;
};

/** The config as one line of a file of variables, which is no YAML. */
function variables(context: Context): Carried {
  const { names } = context.scene;
  const from = { configMapKeyRef: { name: names.config, key: 'ENVOY_CONFIG' } };
  return {
    parts: { args: ['--config-yaml', '$(ENVOY_CONFIG)'], env: [{ name: 'ENVOY_CONFIG', valueFrom: from }] },
    files: [{ path: 'sidecar.env', text: 'ENVOY_CONFIG={"admin":{}}\n' }],
    kustomize: (workload, others) =>
      inFolder('', workload, others, { configMapGenerator: [{ name: names.config, envs: ['sidecar.env'] }] }),
  };
}

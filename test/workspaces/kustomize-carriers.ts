import type { Carried, Carrier, Context } from './carrier.ts';
import { inFolder, kustomization, volumeOf } from './kustomization-files.ts';
import { markingOf } from './marking.ts';
import { configMap } from './volume-carriers.ts';
import type { Tree, TreeMap } from './tree.ts';

/** A kustomization makes the ConfigMap or Secret. */
export const kustomizeCarriers: readonly Carrier[] = [
  {
    name: 'generator with a file',
    carry: (context) => generated(context, 'configMapGenerator', { files: [context.scene.names.key] }),
  },
  {
    name: 'generator with a file of a folder',
    carry: (context) =>
      generated(
        context,
        'configMapGenerator',
        { files: [`conf/${context.scene.names.key}`] },
        `conf/${context.scene.names.key}`,
      ),
  },
  {
    name: 'generator with key and file',
    carry: (context) => {
      const path = context.choices.pick(['conf/side.yaml', 'sidecar-bootstrap.yaml']);
      return generated(context, 'configMapGenerator', { files: [`${keyOf(context)}=${path}`] }, path);
    },
  },
  {
    name: 'generator with a literal',
    carry: (context) =>
      generated(context, 'configMapGenerator', { literals: [`${keyOf(context)}=${context.config}`] }, undefined),
  },
  {
    name: 'secretGenerator with a file',
    carry: (context) => generated(context, 'secretGenerator', { files: [context.scene.names.key] }),
  },
  { name: 'kustomization that replaces the config', carry: (context) => replaced(context, 'replace') },
  { name: 'kustomization that merges the config', carry: (context) => replaced(context, 'merge') },
  {
    name: 'kustomization with a prefix',
    carry: (context) => {
      const further = context.choices.pick([
        { namePrefix: 'prod-' },
        { nameSuffix: '-v2', namespace: 'prod' },
        { labels: [{ pairs: { team: 'shop' } }] },
        { images: [{ name: 'envoyproxy/envoy', newTag: 'v1.40.0' }] },
      ] as const);
      const carried = volumeOf(context, 'configMap', [configMap(context, 'data')]);
      return { ...carried, kustomize: (workload, others) => inFolder('', workload, others, further) };
    },
  },
];

const keyOf = ({ scene }: Context): string => markingOf(scene).text('key', scene.names.key);

function generated(
  context: Context,
  generator: 'configMapGenerator' | 'secretGenerator',
  content: TreeMap,
  path: string | undefined = content.literals ? undefined : context.scene.names.key,
): Carried {
  const made = { [generator]: [{ name: context.scene.names.config, ...content }] };
  const options = context.choices.chance(0.3) ? { generatorOptions: { disableNameSuffixHash: true } } : {};
  return {
    ...volumeOf(context, generator === 'secretGenerator' ? 'secret' : 'configMap'),
    files: path === undefined ? [] : [{ path, text: context.config }],
    kustomize: (workload, others) => inFolder('', workload, others, { ...made, ...options }),
  };
}

/** The base has the same config; the kustomization above it brings its own. */
function replaced(context: Context, behavior: 'replace' | 'merge'): Carried {
  const { scene, config, right } = context;
  const { names } = scene;
  const generator = (more: TreeMap): Tree => [{ name: names.config, ...more, files: [names.key] }];
  return {
    ...volumeOf(context, 'configMap'),
    files: [
      { path: `base/${names.key}`, text: right },
      { path: `prod/${names.key}`, text: config },
    ],
    kustomize: (workload, others) => [
      ...inFolder('base/', workload, others, { configMapGenerator: generator({}) }),
      kustomization('prod/', 'Kustomization', { resources: ['../base'], configMapGenerator: generator({ behavior }) }),
    ],
  };
}

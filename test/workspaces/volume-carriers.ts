import type { Carried, Carrier, Context } from './carrier.ts';
import { manifest, type PodParts } from './manifests.ts';
import { type Marking, markingOf } from './marking.ts';
import { markText, marksIn, unmarked } from './marks.ts';
import type { Tree, TreeMap } from './tree.ts';

/** A ConfigMap or Secret that a volume shows. */
export const volumeCarriers: readonly Carrier[] = [
  { name: 'ConfigMap volume', carry: (context) => whole(context, configMap(context, 'data'), mapVolume(context)) },
  {
    name: 'ConfigMap with subPath',
    carry: (context) => subPath(context, configMap(context, 'data'), mapVolume(context)),
  },
  {
    name: 'ConfigMap with items',
    carry: (context) => {
      const { stored } = context.scene.names;
      return whole(context, configMap(context, 'data', stored), mapVolume(context, itemsOf(context, stored)));
    },
  },
  {
    name: 'ConfigMap with binaryData',
    carry: (context) => whole(context, configMap(context, 'binaryData'), mapVolume(context)),
  },
  {
    name: 'projected ConfigMap',
    carry: (context) => whole(context, configMap(context, 'data'), projected(context, 'configMap', {})),
  },
  {
    name: 'projected ConfigMap with items',
    carry: (context) =>
      whole(
        context,
        configMap(context, 'data', context.scene.names.stored),
        projected(context, 'configMap', itemsOf(context, context.scene.names.stored)),
      ),
  },
  {
    name: 'projected Secret',
    carry: (context) => whole(context, secret(context, 'data'), projected(context, 'secret', {})),
  },
  {
    name: 'Secret with stringData',
    carry: (context) => whole(context, secret(context, 'stringData'), secretVolume(context)),
  },
  { name: 'Secret with data', carry: (context) => whole(context, secret(context, 'data'), secretVolume(context)) },
  {
    name: 'Secret with subPath',
    carry: (context) =>
      subPath(context, secret(context, context.choices.pick(['data', 'stringData'])), secretVolume(context)),
  },
  {
    name: 'Secret with items',
    carry: (context) => {
      const { stored } = context.scene.names;
      return whole(context, secret(context, 'stringData', stored), secretVolume(context, itemsOf(context, stored)));
    },
  },
];

const pathOf = ({ scene: { names } }: Context): string => `${names.folder}/${names.key}`;

export function configMap(context: Context, field: 'data' | 'binaryData', stored?: string): TreeMap {
  const { scene, choices } = context;
  const text = field === 'data' ? context.config : base64(context.config);
  const further = choices.chance(0.15) ? { 'app.properties': 'mode=live\n' } : {};
  const key = markingOf(scene).text('key', stored ?? scene.names.key);
  const data = field === 'data' ? { ...further, [key]: text } : { [key]: text };
  return manifest(scene, 'v1', 'ConfigMap', { [field]: data }, undefined, scene.names.config);
}

export function secret({ scene, config }: Context, field: 'data' | 'stringData', stored?: string): TreeMap {
  const key = markingOf(scene).text('key', stored ?? scene.names.key);
  const data = { [key]: field === 'data' ? base64(config) : config };
  return manifest(scene, 'v1', 'Secret', { type: 'Opaque', [field]: data }, undefined, scene.names.config);
}

/** All marks of the text are around the whole. */
function base64(text: string): string {
  const encoded = Buffer.from(unmarked(text)).toString('base64');
  return [...new Set(marksIn(text))].reduce((inner, mark) => markText(mark, inner), encoded);
}

const itemsOf = ({ scene }: Context, stored: string): TreeMap => {
  const marking = markingOf(scene);
  return { items: [{ key: marking.text('item.key', stored), path: marking.text('item.path', scene.names.key) }] };
};

export const mapVolume = ({ scene, choices }: Context, more: TreeMap = {}): TreeMap => ({
  configMap: {
    name: markingOf(scene).text('volume.content', scene.names.config),
    ...more,
    defaultMode: choices.chance(0.15) ? choices.pick([420, 0o644]) : undefined,
  },
});

const secretVolume = ({ scene }: Context, more: TreeMap = {}): TreeMap => ({
  secret: { secretName: markingOf(scene).text('volume.content', scene.names.config), ...more },
});

function projected({ scene, choices }: Context, kind: 'configMap' | 'secret', more: TreeMap): TreeMap {
  const source = { [kind]: { name: markingOf(scene).text('volume.content', scene.names.config), ...more } };
  const token = { serviceAccountToken: { path: 'token' } };
  return { projected: { sources: choices.chance(0.4) ? [token, source] : [source] } };
}

function whole(context: Context, content: TreeMap, volume: TreeMap): Carried {
  const { folder } = context.scene.names;
  const mountPath = context.choices.chance(0.1) ? `${folder}/` : folder;
  return mounted(context, [content], volume, (marking) => ({ mountPath: marking.text('mount.path', mountPath) }));
}

function subPath(context: Context, content: TreeMap, volume: TreeMap): Carried {
  const { key } = context.scene.names;
  return mounted(context, [content], volume, (marking) => ({
    mountPath: marking.text('mount.path', pathOf(context)),
    subPath: marking.text('mount.subPath', key),
  }));
}

/** Envoy mounts one volume. */
export function mounted(
  context: Context,
  documents: readonly TreeMap[],
  volume: TreeMap,
  mount: (marking: Marking) => TreeMap,
): Carried {
  const { scene, choices } = context;
  const marking = markingOf(scene);
  const { names } = scene;
  const readOnly = choices.chance(0.3) ? { readOnly: true } : {};
  const logs: readonly Tree[] = choices.chance(0.1) ? [{ name: 'logs', mountPath: '/var/log/envoy' }] : [];
  const parts: PodParts = {
    volumeMounts: [{ name: marking.text('mount.name', names.volume), ...mount(marking), ...readOnly }, ...logs],
    volumes: [
      { name: marking.text('volume.name', names.volume), ...volume },
      ...(logs.length > 0 ? [{ name: 'logs', emptyDir: {} }] : []),
    ],
  };
  return { parts, path: pathOf(context), documents };
}

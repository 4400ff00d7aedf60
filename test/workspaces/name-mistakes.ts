import { clusterName } from './bootstrap.ts';
import type { Mistake } from './mistakes.ts';
import type { Part } from './plan.ts';
import { isBuiltIn } from './scene.ts';
import { misspelled, slip } from './slips.ts';

/** Names that do not fit together. */
export const nameMistakes: readonly Mistake[] = [
  {
    name: 'targetPort by name',
    make: ({ scene }, choices) => {
      const found = scene.services.flatMap(({ id, ports }) =>
        ports.flatMap(({ target, listener }, i) =>
          target === 'name' && listener.portName ? [{ mark: `${id}.${i}.name`, name: listener.portName }] : [],
        ),
      );
      if (found.length === 0) return undefined;
      const { mark, name } = choices.pick(found);
      return slip({ [mark]: misspelled(name, choices) }, [mark]);
    },
  },
  {
    name: 'port of a probe by name',
    make: ({ scene: { probe } }, choices) => {
      const name = probe?.by === 'name' ? probe.listener.portName : undefined;
      return name === undefined ? undefined : slip({ 'probe.name': misspelled(name, choices) }, ['probe.name']);
    },
  },
  {
    name: 'name of a containerPort twice',
    make: ({ scene }) => {
      // No schema is known for the others.
      if (!isBuiltIn(scene.kind)) return undefined;
      const [one, other] = scene.listeners.filter(({ portName }) => portName);
      return one?.portName && other
        ? slip({ [`${other.id}.portName`]: one.portName }, [`${one.id}.portName`, `${other.id}.portName`])
        : undefined;
    },
  },
  {
    name: 'name of a mount',
    make: (part, choices) => misspelledMark(part, choices, 'mount.name', part.scene.names.volume, [['mount.name']]),
  },
  {
    name: 'name of a volume',
    make: (part, choices) =>
      misspelledMark(part, choices, 'volume.name', part.scene.names.volume, [['mount.name', 'volume.name']]),
  },
  {
    name: 'key of an item',
    make: ({ carrier, scene: { names } }, choices) => {
      if (!/items|from a (ConfigMap|Secret)|in a script/.test(carrier.name)) return undefined;
      const key = /items/.test(carrier.name) ? names.stored : names.key;
      return slip({ 'item.key': misspelled(key, choices) }, ['item.key']);
    },
  },
  {
    name: 'path of an item',
    make: ({ carrier, scene }, choices) =>
      /items/.test(carrier.name)
        ? slip({ 'item.path': misspelled(scene.names.key, choices) }, ['item.path', 'config.path', 'mount.path'])
        : undefined,
  },
  {
    name: 'path of the config',
    make: ({ carrier, scene, start }, choices) => {
      if (!start.namesPath || !/ConfigMap|Secret|generator|projected/.test(carrier.name)) return undefined;
      if (/VAR|script|config-yaml/.test(carrier.name)) return undefined;
      const { folder, key } = scene.names;
      const other = key.endsWith('.yaml') ? key.replace(/yaml$/, 'yml') : key.replace(/yml$/, 'yaml');
      const wrong = choices.pick([other, misspelled(key, choices)]);
      return slip({ 'config.path': `${folder}/${wrong}` }, ['config.path'], ['mount.path']);
    },
  },
  {
    name: 'path of a mount',
    make: ({ carrier, scene, start }) => {
      if (!start.namesPath || !/^(ConfigMap|Secret|projected|generator)/.test(carrier.name)) return undefined;
      const path = /subPath/.test(carrier.name)
        ? `${scene.names.folder}-1/${scene.names.key}`
        : `${scene.names.folder}-1`;
      return slip({ 'mount.path': path }, ['mount.path'], ['config.path']);
    },
  },
  {
    name: 'subPath',
    make: ({ carrier, scene }, choices) =>
      /subPath/.test(carrier.name)
        ? slip({ 'mount.subPath': misspelled(scene.names.key, choices) }, [
            'mount.subPath',
            'mount.path',
            'config.path',
          ])
        : undefined,
  },
  {
    name: 'key of the ConfigMap or Secret',
    make: ({ carrier, scene: { names } }, choices) => {
      if (!/^(ConfigMap volume|ConfigMap with|Secret|projected)/.test(carrier.name)) return undefined;
      const key = /items/.test(carrier.name) ? names.stored : names.key;
      return slip({ key: misspelled(key, choices) }, ['item.key', 'config.path', 'mount.path', 'mount.subPath', 'key']);
    },
  },
  {
    name: 'label of the template',
    make: ({ scene }, choices) =>
      ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(scene.kind)
        ? slip({ label: misspelled(scene.name, choices) }, ['label', 'matched'])
        : undefined,
  },
  {
    name: 'cluster in a route',
    make: ({ scene }, choices) => {
      const { id, app, protocol } = choices.pick(scene.listeners);
      // Envoy accepts an unknown cluster of a TCP proxy.
      return app && protocol === 'http'
        ? slip({ [`${id}.cluster`]: misspelled(clusterName(app), choices) }, [`${id}.cluster`])
        : undefined;
    },
  },
  {
    name: 'cluster of a TCP proxy',
    make: ({ scene }, choices) => {
      const { id, app, protocol } = choices.pick(scene.listeners);
      return app && protocol === 'tcp'
        ? slip({ [`${id}.cluster`]: misspelled(clusterName(app), choices) }, [`${id}.cluster`])
        : undefined;
    },
  },
  {
    name: 'name of a cluster',
    make: ({ scene }, choices) => {
      const { listener, app } = choices.pick(
        scene.listeners.flatMap((one) => (one.app ? [{ listener: one, app: one.app }] : [])),
      );
      const wrong = misspelled(clusterName(app), choices);
      return slip({ [`${app.id}.cluster`]: wrong, [`${app.id}.assignment`]: wrong }, [`${listener.id}.cluster`]);
    },
  },
  {
    name: 'type of a filter',
    make: ({ scene }, choices) => {
      const { name, protocol } = choices.pick(scene.listeners);
      const type = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Ruoter';
      return protocol === 'http' ? slip({ [`${name}.router`]: type }, [`${name}.router`]) : undefined;
    },
  },
];

function misspelledMark(
  { carrier }: Part,
  choices: Parameters<Mistake['make']>[1],
  mark: string,
  text: string,
  ends: readonly (readonly string[])[],
) {
  if (/config-yaml|comment/.test(carrier.name)) return undefined;
  return slip({ [mark]: misspelled(text, choices) }, ...ends);
}

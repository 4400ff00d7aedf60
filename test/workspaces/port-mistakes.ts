import type { Mistake } from './mistakes.ts';
import type { Scene } from './scene.ts';
import { declaredListeners, slip, wrongPort } from './slips.ts';

/** Ports that do not fit together. */
export const portMistakes: readonly Mistake[] = [
  {
    name: 'port of a listener',
    make: ({ scene }, choices) => {
      const { id, port } = choices.pick(declaredListeners(scene));
      return slip({ [`${id}.port`]: wrongPort(port, scene, choices) }, [`${id}.port`], [`${id}.declared`]);
    },
  },
  {
    name: 'containerPort of Envoy',
    make: ({ scene }, choices) => {
      const { id, port } = choices.pick(declaredListeners(scene));
      return slip({ [`${id}.declared`]: wrongPort(port, scene, choices) }, [`${id}.declared`], [`${id}.port`]);
    },
  },
  {
    name: 'port of a cluster',
    make: ({ scene }, choices) => {
      if (!showsPorts(scene)) return undefined;
      const { id, port } = choices.pick(scene.apps);
      return slip({ [`${id}.endpoint`]: wrongPort(port, scene, choices) }, [`${id}.endpoint`], [`${id}.port`]);
    },
  },
  {
    name: 'containerPort of the app',
    make: ({ scene }, choices) => {
      if (!showsPorts(scene)) return undefined;
      // A probe of the old number says that the app listens there.
      const apps = scene.apps.filter(({ probedBy, portName }) => !probedBy || (probedBy === 'name' && portName));
      if (apps.length === 0) return undefined;
      const { id, port } = choices.pick(apps);
      return slip({ [`${id}.port`]: wrongPort(port, scene, choices) }, [`${id}.port`], [`${id}.endpoint`]);
    },
  },
  {
    name: 'targetPort by number',
    make: ({ scene }, choices) => {
      const found = showsPorts(scene) ? targets(scene, 'number') : [];
      if (found.length === 0) return undefined;
      const { mark, listener } = choices.pick(found);
      return slip({ [`${mark}.port`]: wrongPort(listener.port, scene, choices) }, [`${mark}.port`]);
    },
  },
  {
    name: 'port of a Service without targetPort',
    make: ({ scene }, choices) => {
      const found = showsPorts(scene) ? targets(scene, 'none') : [];
      if (found.length === 0) return undefined;
      const { mark, listener } = choices.pick(found);
      return slip({ [`${mark}.own`]: wrongPort(listener.port, scene, choices) }, [`${mark}.own`]);
    },
  },
  {
    name: 'port of a probe',
    make: ({ scene }, choices) =>
      scene.probe?.by === 'number' && showsPorts(scene)
        ? slip({ 'probe.port': wrongPort(scene.probe.listener.port, scene, choices) }, ['probe.port'])
        : undefined,
  },
  {
    name: 'targetPort of the app',
    atLeast: 'information',
    make: ({ scene }, choices) => {
      const found = targets(scene, 'number').filter(({ listener }) => listener.app);
      if (found.length === 0) return undefined;
      const { mark, listener } = choices.pick(found);
      return slip({ [`${mark}.port`]: listener.app?.port ?? 0 }, [`${mark}.port`], [`${listener.id}.port`]);
    },
  },
  {
    name: 'cluster that leads back to its listener',
    make: ({ scene }, choices) => {
      const { id, port, app } = choices.pick(scene.listeners);
      if (!app) return undefined;
      return slip({ [`${app.id}.endpoint`]: port }, [`${app.id}.endpoint`], [`${id}.port`]);
    },
  },
  {
    name: 'two listeners on one port',
    make: ({ scene }, { shuffled }) => {
      const [one, other] = shuffled(declaredListeners(scene));
      if (!one || !other) return undefined;
      return slip({ [`${one.id}.port`]: other.port }, [`${one.id}.port`, `${other.id}.port`]);
    },
  },
  {
    name: 'admin on the port of a listener',
    make: ({ scene }, choices) => {
      const { id, port } = choices.pick(scene.listeners);
      if (!scene.admin) return undefined;
      return slip({ 'admin.port': port }, ['admin.port'], [`${id}.port`]);
    },
  },
  {
    name: 'app on the port of a listener',
    make: ({ scene }, choices) => {
      const { id, port, app } = choices.pick(scene.listeners);
      if (!app) return undefined;
      const wrong = { [`${app.id}.port`]: port, [`${app.id}.endpoint`]: port, [`${app.id}.probe`]: port };
      return slip(wrong, [`${app.id}.port`, `${app.id}.endpoint`], [`${id}.port`]);
    },
  },
];

/** Otherwise an app may listen anywhere, and nothing is reported. */
const showsPorts = ({ apps }: Scene): boolean => apps.every(({ tellsPort }) => tellsPort === 'in ports');

/** The ports of Services that name their target in this way. */
function targets({ services }: Scene, by: 'number' | 'none') {
  return services.flatMap(({ id, ports }) =>
    ports.flatMap(({ target, listener }, i) => (target === by ? [{ mark: `${id}.${i}`, listener }] : [])),
  );
}

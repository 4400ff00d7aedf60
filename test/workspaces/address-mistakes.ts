import type { Mistake } from './mistakes.ts';
import { slip } from './slips.ts';

/** Addresses and protocols that do not fit together. */
export const addressMistakes: readonly Mistake[] = [
  {
    name: 'listener on loopback',
    make: ({ scene }) => {
      const [service] = scene.services;
      const [first] = service?.ports ?? [];
      if (!service || !first) return undefined;
      const mark = `${service.id}.0`;
      return slip(
        { [`${first.listener.id}.host`]: '127.0.0.1' },
        [`${first.listener.id}.host`],
        [`${mark}.port`, `${mark}.name`, `${mark}.own`],
      );
    },
  },
  {
    name: 'health listener on loopback',
    make: ({ scene: { health, probe } }) =>
      health && probe?.listener === health
        ? slip({ 'health.host': '127.0.0.1' }, ['health.host'], ['probe.port', 'probe.name'])
        : undefined,
  },
  {
    name: 'admin on all addresses',
    make: ({ scene: { admin } }) =>
      admin?.declared ? slip({ 'admin.host': '0.0.0.0' }, ['admin.host'], ['admin.declared']) : undefined,
  },
  {
    name: 'host name in a STATIC cluster',
    make: ({ scene }) => {
      const app = scene.apps.find(({ host }) => host === 'localhost');
      return app && slip({ [`${app.id}.type`]: 'STATIC' }, [`${app.id}.type`, `${app.id}.host`]);
    },
  },
];

import { readFileSync } from 'node:fs';
import type { LocalPlan } from '../../server/src/protocol.ts';
import { planOf } from './plan-fixture.ts';

const seedText = readFileSync(new URL('../fixture/stock/seed-envoy.yaml', import.meta.url), 'utf8');

/** The plan of the seed's config, optionally with an edit that does not change addresses and ports. */
export function seedPlan(edit: (text: string) => string = (text) => text): LocalPlan {
  return planOf(edit(seedText), [
    { role: 'admin', name: 'admin', address: '0.0.0.0', port: 9901 },
    { role: 'listener', name: 'listener_0', address: '0.0.0.0', port: 9092 },
    { role: 'upstream', name: 'targetCluster', address: '127.0.0.1', port: 80 },
  ]);
}

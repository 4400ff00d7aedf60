import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { freeTypes } from '../../schemas/generate/envoy/select-facts.ts';
import { extensionTypes, fieldOf, typeOfUrl } from '../../server/src/analysis/schema/envoy-facts.ts';
import type { EnvoyField } from '../../server/src/analysis/schema/envoy-model.ts';
import { corpusFolder, readRows } from '../corpus/corpus.ts';

type Slot = Pick<EnvoyField, 'c' | 'u' | 's'>;

/** What the facts would call wrong in a config that Envoy takes, and how many extensions were looked at. */
interface Walk {
  readonly wrong: string[];
  looked: number;
}

describe('slots for extensions', () => {
  const said = corpusFolder ? '' : ' (no corpus lies beside this checkout)';

  it(`take every extension of the bootstraps and mutants that Envoy takes${said}`, function () {
    if (!corpusFolder) return;
    // Hundreds of files, on a machine that may be busy.
    this.timeout(60_000);
    const corpus = corpusFolder;
    const files = [
      ...readRows(path.join(corpus, 'bootstraps', 'index.csv'))
        .filter(({ expected }) => expected === 'valid')
        .map(({ file = '' }) => path.join(corpus, 'bootstraps', file)),
      ...readRows(path.join(corpus, 'mutants', 'index.csv'))
        .filter(({ verdict }) => verdict === 'accepted')
        .map(({ file = '' }) => path.join(corpus, 'mutants', file)),
    ];
    const walk: Walk = { wrong: [], looked: 0 };
    for (const file of files) {
      const bootstrap: unknown = parse(readFileSync(file, 'utf8'), { uniqueKeys: false, logLevel: 'silent' });
      walkMessage('envoy.config.bootstrap.v3.Bootstrap', bootstrap, undefined, walk);
    }
    console.log(`      ${walk.looked} extensions in ${files.length} files`);
    assert.deepEqual([...new Set(walk.wrong)], []);
    assert.ok(walk.looked > 1000);
  });

  it('do not take an extension of another slot', () => {
    const router = { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' };
    const wrong = (message: string, value: unknown): string[] => {
      const walk: Walk = { wrong: [], looked: 0 };
      walkMessage(message, value, undefined, walk);
      return walk.wrong;
    };
    const filter = { name: 'router', typedConfig: router };
    assert.equal(wrong('envoy.config.listener.v3.FilterChain', { filters: [filter] }).length, 1);
    assert.equal(wrong('envoy.config.cluster.v3.Cluster', { transport_socket: filter }).length, 1);
    const manager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
    assert.deepEqual(wrong(manager, { http_filters: [filter] }), []);
    // The same message further up takes upstream filters only.
    assert.equal(wrong('envoy.extensions.upstreams.http.v3.HttpProtocolOptions', { http_filters: [filter] }).length, 1);
  });
});

function walkMessage(messageName: string, value: unknown, standsIn: Slot | undefined, walk: Walk): void {
  if (typeof value !== 'object' || value === null || freeTypes.includes(messageName)) return;
  for (const [key, item] of Object.entries(value)) {
    const found = fieldOf(messageName, key);
    if (!found) continue;
    const type = found.field.t.replace(/^map<.*,(.*)>$/, '$1');
    const slot = slotOf(found.field, standsIn);
    const values = type !== found.field.t ? Object.values(item ?? {}) : [item].flat();
    for (const one of values) {
      if (type === 'google.protobuf.Any') walkAny(`${messageName}.${found.name}`, one, slot, walk);
      else walkMessage(type, one, slot, walk);
    }
  }
}

function slotOf(field: EnvoyField, standsIn: Slot | undefined): Slot | undefined {
  if (field.s === 'outer' && standsIn) return standsIn;
  return field.c || field.u || field.s === 'any' ? field : undefined;
}

function walkAny(place: string, value: unknown, slot: Slot | undefined, walk: Walk): void {
  const url = (value as Record<string, unknown> | null)?.['@type'];
  if (typeof url !== 'string') return;
  walk.looked++;
  const { kind, name } = typeOfUrl(url);
  if (kind !== 'message' || !slot) walk.wrong.push(`${place}: ${kind} ${name}, ${slot ? 'slot' : 'no slot'}`);
  if (slot && slot.s !== 'any' && !freeTypes.includes(name)) {
    const types = [...(slot.c ?? []).flatMap((category) => extensionTypes(category).map(({ type }) => type))];
    if (!types.includes(name) && !slot.u?.includes(name)) walk.wrong.push(`${place}: ${name}`);
  }
  walkMessage(name, value, slot, walk);
}

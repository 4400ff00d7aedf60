import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { slotOf } from '../../schemas/generate/envoy/slots.ts';
import { facts as readFacts } from '../../schemas/envoy/facts.js';
import { versions as readVersions } from '../../schemas/envoy/versions.js';
import type { EnvoyFacts, ExtensionRow } from '../../server/src/analysis/schema/envoy-model.ts';
import { presence } from '../../server/src/analysis/schema/envoy-versions.ts';
import { corpusFolder } from '../corpus/corpus.ts';

const facts = readFacts();
const versions = readVersions();

/** The corpus has facts that were generated in another way. The reasons for differences are given here. */
describe('schemas/envoy compared with the reference', () => {
  const reference = (name: string): unknown =>
    corpusFolder && JSON.parse(readFileSync(path.join(corpusFolder, 'reference', name), 'utf8'));
  const model = reference('envoy-model-1.40.0.json') as Pick<EnvoyFacts, 'messages' | 'enums' | 'extensions'>;

  it(corpusFolder ? 'has the same messages' : 'has the same messages (no corpus lies beside this checkout)', () => {
    if (!corpusFolder) return;
    const { missing, added } = differentKeys(model.messages, facts.messages);
    // Packages of v2 without a version in their names.
    assert.deepEqual(missing, [
      'envoy.config.cluster.redis.RedisClusterConfig',
      'envoy.config.retry.previous_priorities.PreviousPrioritiesConfig',
    ]);
    // The reference lacks what any place may hold unless an extension has it, and some types of fields of messages that
    // nothing but their package brought in.
    assert.deepEqual(added, [
      'envoy.service.discovery.v3.Resource',
      'envoy.service.discovery.v3.Resource.CacheControl',
      'envoy.type.v3.RateLimitStrategy',
      'envoy.type.v3.RateLimitStrategy.RequestsPerTimeUnit',
      'google.protobuf.BytesValue',
      'google.protobuf.FieldMask',
      'google.protobuf.Int32Value',
      'google.protobuf.Int64Value',
      'udpa.type.v1.TypedStruct',
      'xds.core.v3.CollectionEntry',
      'xds.core.v3.CollectionEntry.InlineEntry',
      'xds.core.v3.ResourceLocator',
      'xds.core.v3.ResourceLocator.Directive',
      'xds.type.v3.TypedStruct',
    ]);
  });

  it('has the same fields, oneofs, rules and categories in them', () => {
    if (!corpusFolder) return;
    const slotsOfOurs: string[] = [];
    let compared = 0;
    for (const [name, { f, ...rest }] of Object.entries(model.messages)) {
      const ours = facts.messages[name];
      if (!ours) continue;
      const { f: ourFields, ...ourRest } = ours;
      assert.deepEqual(ourRest, rest, name);
      assert.deepEqual(Object.keys(ourFields).sort(), Object.keys(f).sort(), name);
      for (const [fieldName, field] of Object.entries(f)) {
        compared++;
        const { c, u, s, ...ourField } = ourFields[fieldName] ?? { n: 0, t: '' };
        const { c: referenceCategories, ...referenceField } = field;
        assert.deepEqual(ourField, referenceField, `${name}.${fieldName}`);
        // A row of the table of slots is the reason of each difference.
        if (slotOf(`${name}.${fieldName}`)) slotsOfOurs.push(`${name}.${fieldName}`);
        else assert.deepEqual([c, u, s], [referenceCategories, undefined, undefined], `${name}.${fieldName}`);
      }
    }
    assert.ok(compared > 4000, `${compared} fields compared`);
    assert.ok(slotsOfOurs.length > 90, `${slotsOfOurs.length} slots`);
  });

  it('has the same enums', () => {
    if (!corpusFolder) return;
    const { missing, added } = differentKeys(model.enums, facts.enums);
    assert.deepEqual(missing, []);
    // Of the messages that the reference lacks.
    assert.deepEqual(added, ['envoy.type.v3.RateLimitStrategy.BlanketRule', 'xds.core.v3.ResourceLocator.Scheme']);
    for (const [name, values] of Object.entries(model.enums)) assert.deepEqual(facts.enums[name], values, name);
  });

  it('has the same extensions', () => {
    if (!corpusFolder) return;
    const lines = (rows: readonly ExtensionRow[]) =>
      rows.map(([name, category, types]) => `${category} ${name} ${[...types].sort().join(' ')}`).sort();
    assert.deepEqual(lines(facts.extensions), lines(model.extensions));
  });

  it('knows of each binary which extensions it has', () => {
    if (!corpusFolder) return;
    const binaries = ['1.36.4', '1.37.0', '1.38.3', '1.39.3', '1.40.0'].map((version) => {
      const rows = reference(`envoy-extensions-${version}.json`) as [category: string, name: string][];
      return { version, names: new Set(rows.map(([category, name]) => `${category} ${name}`)) };
    });
    const differences: string[] = [];
    for (const both of new Set(binaries.flatMap(({ names }) => [...names]))) {
      const [category = '', ...name] = both.split(' ');
      if (category === 'envoy.matching.action') continue; // The binary lists one of several registries, by chance.
      for (const { version, names } of binaries) {
        const known = presence({ kind: 'extension', category, name: name.join(' ') }, version);
        if (known !== (names.has(both) ? 'present' : 'absent')) differences.push(`${version} ${both}: ${known}`);
      }
    }
    // That build came without V8.
    assert.deepEqual(differences, ['1.38.3 envoy.wasm.runtime envoy.wasm.runtime.v8: present']);
  });

  it('has the same changes from version to version', () => {
    if (!corpusFolder) return;
    const theirs = reference('envoy-versions.json') as Record<string, Record<string, unknown>>;
    const differences = Object.keys({ ...theirs, ...versions.changes })
      .filter((key) => !key.startsWith('X ') && !isExplained(key, theirs))
      .filter((key) => JSON.stringify(comparable(theirs[key])) !== JSON.stringify(comparable(versions.changes[key])));
    assert.deepEqual(differences, [
      // In the tag that is read for 1.31, not in that for 1.32, and new in 1.33: here it counts as missing in that one tag.
      'f envoy.extensions.filters.network.rbac.v3.RBAC.delay_deny',
      // Deprecated in 1.33, gone in 1.35: of the state between, nothing is known here.
      'f envoy.config.grpc_credential.v3.AwsIamConfig.service_name',
      'f envoy.config.grpc_credential.v3.AwsIamConfig.region',
      // New in 1.34 and deprecated in 1.35: here it is both in 1.35.
      'f envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.ZoneAwareLbConfig.force_locality_direct_routing',
    ]);
  });

  function isExplained(key: string, theirs: Record<string, unknown>): boolean {
    const owner = key.slice(2).replace(/\.\w+$/, '');
    // The answers of the admin and tapped data are not part of a config.
    if (/^. envoy\.(admin|data)\./.test(key)) return key in theirs;
    // The reference looks at Envoy's own packages without its services, and records no new oneofs.
    if (/^(O|. (envoy\.service|xds|cel|google|opentelemetry)\.)/.test(key) && !(key in theirs)) return true;
    // A field that was added after its message, but both between 1.32 and 1.35. Here it has the version of the message.
    return versions.changes[`M ${owner}`]?.a === '1.35' && !(key in versions.changes);
  }
});

/** What happened in 1.33 or 1.34 shows in 1.35 here; of several rules before, the oldest is known. The reference begins with 1.32. */
function comparable(change: object | undefined): [string, unknown][] {
  const marks = new Map<string, unknown>();
  for (const [mark, value] of Object.entries(change ?? {})) {
    const late = (text: string): string => text.replace(/1\.3[34]$/, '1.35');
    const isRules = mark.startsWith('v');
    if (/1\.(2\d|3[0-2])$/.test(isRules ? mark : String(value))) continue;
    if (!marks.has(late(mark))) marks.set(late(mark), sortedKeys(isRules ? asRules(value) : late(String(value))));
  }
  return [...marks].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The reference contains rules as JSON in a string. */
function asRules(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)]));
}

function differentKeys(theirs: object, ours: object): { missing: string[]; added: string[] } {
  return {
    missing: Object.keys(theirs)
      .filter((key) => !(key in ours))
      .sort(),
    added: Object.keys(ours)
      .filter((key) => !(key in theirs))
      .sort(),
  };
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { declareFacts, printFacts } from '../../schemas/generate/envoy/print-facts.ts';
import { freeTypes, resourceTypes } from '../../schemas/generate/envoy/select-facts.ts';
import { slotOf, slots } from '../../schemas/generate/envoy/slots.ts';
import { apiReleases, contribRelease, envoyReleases } from '../../schemas/generate/envoy/sources-of-facts.ts';
import { facts as readFacts } from '../../schemas/envoy/facts.js';
import { versions as readVersions } from '../../schemas/envoy/versions.js';
import type { EnvoyField } from '../../server/src/analysis/schema/envoy-model.ts';

const facts = readFacts();
const versions = readVersions();

const read = (name: string) => readFileSync(new URL(`../../schemas/envoy/${name}`, import.meta.url), 'utf8');
const repair = 'run: npm run generate -- --facts';
const fields = Object.entries(facts.messages).flatMap(([message, { f }]) =>
  Object.entries(f).map(([name, field]): [string, EnvoyField] => [`${message}.${name}`, field]),
);

describe('schemas/envoy', () => {
  it('is the output of the generator', () => {
    assert.ok(read('facts.js') === printFacts('facts', facts), repair);
    assert.ok(read('versions.js') === printFacts('versions', versions), repair);
    assert.equal(read('facts.d.ts'), declareFacts('facts', 'EnvoyFacts'), repair);
    assert.equal(read('versions.d.ts'), declareFacts('versions', 'EnvoyVersions'), repair);
  });

  it('lists the releases of the generator', () => {
    const releases = apiReleases.map(({ module, moduleVersion }) => `${module} ${moduleVersion}`);
    assert.deepEqual(
      versions.source.modules.map(({ module, version }) => `${module} ${version}`),
      releases,
      repair,
    );
    assert.equal(`${facts.source.modules[0]?.module} ${facts.source.modules[0]?.version}`, releases.at(-1), repair);
    assert.deepEqual(
      versions.source.binaries.map(({ version }) => version),
      envoyReleases,
      repair,
    );
    assert.equal(facts.source.binary.version, envoyReleases.at(-1), repair);
    assert.deepEqual(facts.source.contrib, contribRelease, repair);
    for (const { sum } of [...facts.source.modules, ...versions.source.modules]) {
      assert.match(sum, /^h1:[\w+/]{43}=$/);
    }
  });

  it('is small', () => {
    const kilobytes = Math.ceil(gzipSync(read('facts.js') + read('versions.js'), { level: 9 }).length / 1024);
    assert.ok(kilobytes < 110, `${kilobytes} KiB compressed`);
  });

  it('contains everything that it refers to', () => {
    const scalar = /^(bool|bytes|double|float|u?int(32|64)|string)$/;
    const missing = fields
      .flatMap(([, { t }]) => t.replace(/^map<(.*),(.*)>$/, '$1 $2').split(' '))
      .filter((type) => !scalar.test(type) && !(type in facts.messages) && !(type in facts.enums));
    assert.deepEqual([...new Set(missing)], []);
    const named = [...resourceTypes, ...freeTypes, ...facts.extensions.flatMap(([, , types]) => types)];
    assert.deepEqual(
      named.filter((type) => !(type in facts.messages)),
      [],
    );
  });

  it('lists what each slot for extensions accepts', () => {
    const slot = /^(map<.*,)?(google\.protobuf\.Any|(xds|envoy\.config)\.core\.v3\.TypedExtensionConfig)>?$/;
    const open = fields.filter(([, { t, c, u, s }]) => slot.test(t) && !c && !u && !s);
    assert.deepEqual(open, []);
  });

  it('takes every row of the table of slots from a field, and its categories and types from the facts', () => {
    const categories = new Set(facts.extensions.map(([, category]) => category));
    const taken = new Set(fields.map(([name]) => slotOf(name)));
    for (const slot of slots) {
      assert.ok(taken.has(slot), `no field: ${slot.fields.join(', ')}`);
      for (const name of slot.fields) {
        assert.ok(
          fields.some(([field]) => (name instanceof RegExp ? name.test(field) : name === field)),
          `${name}`,
        );
      }
      for (const category of slot.categories ?? []) assert.ok(categories.has(category), category);
      for (const type of slot.types ?? []) assert.ok(type in facts.messages, type);
      assert.match(slot.reason, /\.$/);
    }
  });

  it('names the types of the v2 API that its own types replaced', () => {
    const names = Object.keys(facts.v2);
    assert.ok(names.length > 80, `${names.length}`);
    assert.deepEqual(
      names.filter((name) => /\.v3\./.test(name) || !((facts.v2[name] ?? '') in facts.messages)),
      [],
    );
    const replaced = 'envoy.extensions.filters.http.ext_authz.v3.ExtAuthz';
    assert.equal(facts.v2['envoy.config.filter.http.ext_authz.v2.ExtAuthz'], replaced);
    assert.equal(facts.v2['envoy.api.v2.Cluster'], 'envoy.config.cluster.v3.Cluster');
  });

  it('names scripts and categories of Unicode as this runtime knows them', () => {
    const names = facts.unicode;
    assert.ok(names.length > 150, `${names.length}`);
    const isKnown = (property: string): boolean => {
      try {
        return new RegExp(`\\p{${property}}`, 'u').unicode;
      } catch {
        return false;
      }
    };
    assert.deepEqual(
      names.filter((name) => !isKnown(name) && !isKnown(`Script=${name}`)),
      [],
    );
  });

  it('contains no sentence of the documentation', () => {
    // A regular expression with `?:`, the name of a header or a category do not contain three words in a row.
    const sentence = /[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}/g;
    assert.deepEqual(`${JSON.stringify(facts)}${JSON.stringify(versions)}`.match(sentence), null);
  });
});

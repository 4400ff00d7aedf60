import assert from 'node:assert/strict';
import { applyEdits, displayWords } from '../../server/src/analysis/index.ts';
import { cluster, hcm, inserted, items, labels } from './completed.ts';

/** The text after an item is inserted with all its edits. */
function accepted(fixture: string, label: string): string {
  const { text, items: found } = items(fixture);
  const item = found.find((one) => one.label === label);
  assert.ok(item, `no ${label} among ${found.map((one) => one.label).join(', ')}`);
  return applyEdits(text, [{ range: item.range, newText: item.newText ?? label }, ...(item.alsoEdits ?? [])]);
}

const address = 'admin:\n  address:\n    ';

describe('completion beside what is written', () => {
  it('keeps the value of a key that is changed if it fits', () => {
    assert.equal(accepted(cluster('    ty$0pe: 1s\n'), 'connect_timeout'), cluster('    connect_timeout: 1s\n'));
    assert.equal(
      accepted(`${address}so$0:\n      address: a\n      port_value: 1\n`, 'socket_address'),
      `${address}socket_address:\n      address: a\n      port_value: 1\n`,
    );
  });

  it('replaces a short value that does not fit, and says so', () => {
    assert.equal(accepted(cluster('    ty$0pe: STATIC\n'), 'connect_timeout'), cluster('    connect_timeout: \n'));
    assert.equal(
      accepted(`${address}pi$0pe:\n      path: /a\n`, 'socket_address'),
      `${address}socket_address:\n      \n`,
    );
    const found = items(cluster('    ty$0pe: STATIC\n')).items;
    const first = found.findIndex(({ alsoEdits }) => alsoEdits);
    assert.ok(
      first > 0 && found.slice(first).every(({ detail }) => displayWords(detail).endsWith('replaces the value')),
    );
  });

  it('keeps a large value, of which only the upper levels are compared', () => {
    const log =
      '- name: a\n    typed_config:\n      "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog\n      path: /dev/null\n';
    assert.deepEqual(labels(`adm$0:\n  access_log:\n  ${log}static_resources: {}\n`), ['admin']);
    const listener = (lines: string) => `static_resources:\n  listeners:\n  - name: a\n${lines}`;
    const filters =
      '      filters:\n      - name: a\n        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo }\n';
    assert.equal(labels(listener(`    filter_ch$0:\n    -${filters.slice(5)}`))[0], 'filter_chains');
    assert.ok(
      labels(listener(`    default_f$0:\n${filters}`))
        .slice(0, 2)
        .includes('default_filter_chain'),
    );
  });

  it('loses no section, and nothing that an alias refers to', () => {
    assert.ok(!labels('static_re$0sources:\n  clusters: []\n').includes('admin'));
    const long = Array.from({ length: 12 }, (_, i) => `        - { endpoint: { hostname: h${i} } }\n`).join('');
    const assignment = cluster(`    load_assi$0gnment:\n      endpoints:\n      - lb_endpoints:\n${long}`);
    assert.ok(!labels(assignment).includes('connect_timeout'));
    assert.ok(labels(assignment).includes('load_assignment'));
    assert.ok(!labels(cluster('    ty$0pe: &a STATIC\n    alt_stat_name: *a\n')).includes('connect_timeout'));
  });

  it('offers only the type key where that is changed', () => {
    assert.deepEqual(labels(hcm('          stat_prefix: a\n').replace('"@type"', '"@ty$0pe"')), ['@type']);
  });

  it('offers the types that have the fields that are there', () => {
    const socket = (lines: string) =>
      labels(cluster(`    transport_socket:\n      name: a\n      typed_config:\n        "@type": $0\n${lines}`));
    assert.ok(socket('').includes('RawBuffer'));
    assert.deepEqual(socket('        sni: app\n'), ['UpstreamTlsContext']);
    assert.ok(socket('        no_such_field: app\n').includes('UpstreamTlsContext'), 'the best if none has them');
    const filter = hcm('          http_filters:\n          - { name: a, typed_config: { "@type": $0 } }\n');
    assert.ok(labels(filter).includes('Cors') && !labels(filter).includes('CorsPolicy'), 'not those for routes');
  });

  it('offers the kinds that have the fields that are there', () => {
    const kinds = (spec: string) => labels(`#- /a.yaml\napiVersion: v1\nkind: $0\nmetadata: { name: a }\n${spec}`);
    const withContainers = kinds('spec: { containers: [] }\n');
    assert.ok(withContainers[0] === 'Pod' && !withContainers.includes('Service'));
    assert.ok(kinds('').includes('Service'));
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  ';
    assert.equal(accepted(`#- /a.yaml\n${pod}hos$0tNetwork: true\n`, 'hostPID'), `${pod}hostPID: true\n`);
    assert.equal(accepted(`#- /a.yaml\n${pod}hos$0tNetwork: true\n`, 'hostname'), `${pod}hostname: \n`);
  });

  it('adds the comma before what follows in brackets', () => {
    assert.match(inserted('admin: { $0 address: {} }\n', 'profile_path'), /\{ profile_path: ¦, address: \{\} \}/);
    assert.match(inserted('admin: { address: {}, $0 }\n', 'profile_path'), /profile_path: ¦ \}/);
    const json = '#- /envoy.json\n{"static_resources": {"clusters": [{ $0 "name": "a" }]}}';
    assert.match(inserted(json, 'type'), /\{ "type": ¦, "name": "a" \}/);
  });

  it('writes JSON that parses before the value is filled in', () => {
    const snippet = (label: string) =>
      items('#- /envoy.json\n{"static_resources": {"clusters": [{ "name": "a", $0 }]}}').items.find(
        (item) => item.label === label,
      )?.snippet;
    assert.match(snippet('type') ?? '', /^"type": "\$\{1\|STATIC,STRICT_DNS,[A-Z_,]+\|\}"$/);
    assert.equal(snippet('connect_timeout'), '"connect_timeout": "${1:1s}"');
    assert.equal(snippet('alt_stat_name'), '"alt_stat_name": "$1"');
    assert.equal(snippet('respect_dns_ttl'), '"respect_dns_ttl": ${1|true,false|}');
  });

  it('begins a line in brackets deeper than the key of the brackets', () => {
    assert.equal(inserted('admin: {\n$0\n  address: {} }', 'profile_path'), '  profile_path: ¦,\n  address: {} }');
  });

  it('writes nothing between a key and its brackets', () => {
    assert.deepEqual(labels('admin:\n  address:\n  $0\n    { pipe: { path: a } }\n'), []);
  });

  it('begins an item of a list in the column of its key there', () => {
    const list = 'static_resources:\n  clusters:\n     $0\n  - name: a\n';
    assert.equal(accepted(list, 'type').split('\n')[2], '  - type: ');
  });
});

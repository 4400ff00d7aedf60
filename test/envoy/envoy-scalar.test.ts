import assert from 'node:assert/strict';
import { diagnose } from '../../server/src/analysis/index.ts';
import { envoyDuration, envoyString, isBlank, isOn } from '../../server/src/analysis/envoy/envoy-scalar.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { listener, manager, tcp } from './message-checks/configs.ts';

const rootOf = (text: string) => parseYaml(text).documents[0]?.root;

const conflicting = (one: string, other: string): string =>
  listener(`${tcp}, filter_chains: [{ filter_chain_match: { ${one} } }, { filter_chain_match: { ${other} } }]`);

const options = (any: string, matching: string): string =>
  manager(`strip_any_host_port: ${any}\n                strip_matching_host_port: ${matching}`);

/** The same fault with its values written in two ways. */
const faults: readonly (readonly [code: string, one: string, other: string])[] = [
  [
    'envoy/filter-chain-conflict',
    conflicting(
      'prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }]',
      'prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }]',
    ),
    conflicting(
      'prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }]',
      'prefixRanges: [{ addressPrefix: "10.0.0.0", prefixLen: "8" }]',
    ),
  ],
  [
    'envoy/filter-chain-conflict',
    conflicting('source_type: EXTERNAL', 'source_type: EXTERNAL'),
    conflicting('source_type: external', 'source_type: 2'),
  ],
  [
    'envoy/filter-chain-conflict',
    conflicting('destination_port: 80', 'destination_port: 80'),
    conflicting('destination_port: 0x50', 'destination_port: "80"'),
  ],
  ['envoy/conflicting-fields', options('true', 'true'), options('"T"', 'on')],
];

describe('envoyDuration', () => {
  it('reads seconds as Envoy does', () => {
    assert.equal(envoyDuration(rootOf('1.5s')), 1.5);
    assert.equal(envoyDuration(rootOf("'0.050000001s'")), 0.050000001);
    for (const text of ['5', '-1s', '1m', '1.0000000001s', '${T}s', '~', '[1s]'])
      assert.equal(envoyDuration(rootOf(text)), undefined, text);
    assert.equal(envoyDuration(undefined), undefined);
  });
});

describe('envoyString', () => {
  it('is the text of a value that is not null', () => {
    for (const [text, value] of [
      ['app', 'app'],
      ['""', ''],
      ['"~"', '~'],
      ['~', undefined],
      ['null', undefined],
      ['[app]', undefined],
    ] as const)
      assert.equal(envoyString(rootOf(text))?.value, value, text);
  });
});

describe('isBlank', () => {
  it('is true for what a string field has without a value', () => {
    for (const text of ['~', 'null', '""', "''", 'Null']) assert.equal(isBlank(rootOf(text)), true, text);
    assert.equal(isBlank(undefined), true);
    for (const text of ['a', '"~"', '"null"', '" "', '0', '[]', '{}']) assert.equal(isBlank(rootOf(text)), false, text);
  });
});

describe('isOn', () => {
  it('is true for options that are certainly set to something else than false or zero', () => {
    for (const text of ['true', 'yes', 'on', '"t"', '1', '0x2', '"3"', '[a]', '{}'])
      assert.equal(isOn(rootOf(text)), true, text);
    for (const text of ['false', 'off', '"f"', '0', '0x0', '"0"', '~', '${ON}', '"{{ .On }}"'])
      assert.equal(isOn(rootOf(text)), false, text);
    assert.equal(isOn(undefined), false);
  });
});

describe('a value that is written in another way', () => {
  const workspacesOf = ([, ...texts]: (typeof faults)[number]) => texts.map((text) => workspaceOf(parseFixture(text)));

  for (const fault of faults)
    it(`has the same fault: ${fault[2].slice(-110).replaceAll('\n', ' ')}`, () => {
      for (const workspace of workspacesOf(fault))
        assert.deepEqual(
          diagnose(workspace, 'file:///fixture/envoy.yaml').flatMap(({ code, severity }) =>
            severity === 'error' ? [code] : [],
          ),
          [fault[0]],
        );
    });

  itAsksEnvoy('is refused by Envoy', async (envoy) => {
    const texts = faults.flatMap((fault) => workspacesOf(fault).flatMap(bootstrapsOf));
    assert.equal((await refusals(envoy, texts)).length, texts.length);
  });
});

import assert from 'node:assert/strict';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const filesRead = (config: string): readonly string[] =>
  [...workspaceOf(parseFixture(config)).files.values()].flatMap(({ envoySources }) =>
    envoySources.flatMap((source) => source.filesRead().map(({ value }) => value)),
  );

describe('the files that a config has Envoy read', () => {
  it('are its data sources and subscriptions', () => {
    assert.deepEqual(
      filesRead(`static_resources:
  secrets:
    - name: a
      tls_certificate: { certificate_chain: { filename: /a.crt }, privateKey: { filename: /a.key, watchedDirectory: { path: / } } }
dynamic_resources:
  cds_config: { path_config_source: { path: /cds.yaml } }
`),
      ['/a.crt', '/a.key', '/cds.yaml'],
    );
  });

  it('are not those that Envoy writes, that are filled in later, or in free content', () => {
    assert.deepEqual(
      filesRead(`node: { metadata: { filename: /m } }
static_resources:
  secrets:
    - name: a
      generic_secret: { secret: { filename: '\${FILE}' } }
  clusters:
    - name: a
      typed_extension_protocol_options:
        x: { "@type": type.googleapis.com/envoy.extensions.key_value.file_based.v3.FileBasedKeyValueStoreConfig, filename: /w }
`),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { anyForm, anyType, extensionType, structType } from '../../../server/src/analysis/envoy/typed/any-type.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';

const rootOf = (text: string) => parseYaml(text).documents[0]?.root;

describe('anyType', () => {
  it('is the name after the last slash of the last "@type"', () => {
    assert.equal(anyType(rootOf('"@type": type.googleapis.com/envoy.a.v3.B')), 'envoy.a.v3.B');
    assert.equal(anyType(rootOf('{ "@type": a/x.Y, "@type": b/c/x.Z }')), 'x.Z');
    assert.equal(extensionType(rootOf('typedConfig: { "@type": a/x.Y }')), 'x.Y');
  });

  it('is not known without a type, or if something fills it in', () => {
    for (const text of ['a: 1', '"@type": [a/b]', '"@type": "a/{{ .Type }}"', '"@type": ${TYPE}', '- a'])
      assert.equal(anyType(rootOf(text)), undefined, text);
  });
});

describe('structType', () => {
  it('is the message in the type URL of a TypedStruct', () => {
    const cluster = 'envoy.config.cluster.v3.Cluster';
    for (const key of ['type_url', 'typeUrl']) assert.equal(structType(rootOf(`${key}: a/${cluster}`))?.name, cluster);
    assert.equal(structType(rootOf('type_url: a/envoy.Nothing'))?.kind, 'unknown');
    assert.equal(structType(rootOf('value: {}')), undefined);
  });
});

describe('anyForm', () => {
  it('says where the content of a message is', () => {
    assert.equal(anyForm('envoy.config.cluster.v3.Cluster'), 'fields');
    assert.equal(anyForm('google.protobuf.Empty'), 'fields');
    assert.equal(anyForm('google.protobuf.StringValue'), 'value');
    assert.equal(anyForm('udpa.type.v1.TypedStruct'), 'struct');
  });
});

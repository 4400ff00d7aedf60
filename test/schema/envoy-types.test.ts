import assert from 'node:assert/strict';
import { fieldOf, messageFields } from '../../server/src/analysis/schema/envoy-facts.ts';
import { scalarType, typeForm } from '../../server/src/analysis/schema/envoy-types.ts';

describe('typeForm', () => {
  it('says how values of a type are written', () => {
    const kinds = {
      string: 'scalar',
      'google.protobuf.UInt32Value': 'scalar',
      'google.protobuf.Duration': 'scalar',
      'envoy.config.cluster.v3.Cluster.LbPolicy': 'scalar',
      'google.protobuf.Any': 'any',
      'google.protobuf.Struct': 'json-map',
      'google.protobuf.ListValue': 'json-list',
      'google.protobuf.Value': 'json',
      'envoy.config.cluster.v3.Cluster': 'message',
      'google.protobuf.Empty': 'message',
      'envoy.Nothing': 'unknown',
      constructor: 'unknown',
    };
    for (const [type, kind] of Object.entries(kinds)) assert.equal(typeForm(type).kind, kind, type);
  });

  it('reads wrappers as what they wrap', () => {
    assert.equal(scalarType('google.protobuf.BoolValue'), 'bool');
    assert.equal(scalarType('google.protobuf.Duration'), 'google.protobuf.Duration');
    assert.equal(scalarType('envoy.config.cluster.v3.Cluster'), undefined);
  });
});

describe('fieldOf', () => {
  const cluster = 'envoy.config.cluster.v3.Cluster';

  it('has one object for each field, in both spellings', () => {
    assert.equal(fieldOf(cluster, 'connectTimeout'), fieldOf(cluster, 'connect_timeout'));
    assert.ok(messageFields(cluster).every((field) => fieldOf(cluster, field.name) === field));
  });

  it('knows the form of its values and the type of one of them', () => {
    const formOf = (name: string) => {
      const { form, type } = fieldOf(cluster, name) ?? assert.fail(name);
      return [form, type];
    };
    assert.deepEqual(formOf('name'), ['one', 'string']);
    assert.deepEqual(formOf('health_checks'), ['list', 'envoy.config.core.v3.HealthCheck']);
    assert.deepEqual(formOf('typed_extension_protocol_options'), ['map', 'google.protobuf.Any']);
  });
});

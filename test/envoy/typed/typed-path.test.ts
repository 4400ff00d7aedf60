import assert from 'node:assert/strict';
import { childMessages, typedAncestors, typedPosition } from '../../../server/src/analysis/envoy/typed/typed-path.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlMap, YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap, childAt, stepsAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const listenerType = 'envoy.config.listener.v3.Listener';

const text = `name: web
filterChains:
- filters:
  - name: manager
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
      http_filters:
      - name: wrapped
        typed_config:
          "@type": type.googleapis.com/xds.type.v3.TypedStruct
          type_url: type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault
          value:
            abort: { http_status: 503 }
      route_config:
        typed_per_filter_config:
          fault:
            "@type": type.googleapis.com/google.protobuf.Struct
            value: { any: { thing: 1 } }
metadata:
  filter_metadata:
    a: { b: { c: 1 } }
`;
const root: YamlMap = asMap(parseYaml(text).documents[0]?.root) ?? assert.fail('no root');
const source = { type: listenerType, config: { root } };

/** The path of indices to a key, by its names and indices. */
function pathTo(...steps: readonly (string | number)[]): readonly number[] {
  let node: YamlNode | undefined = root;
  return steps.map((step) => {
    const index: number =
      typeof step === 'number' ? step : (asMap(node)?.entries.findIndex(({ key }) => key.text === step) ?? -1);
    node = childAt(node, index);
    return index;
  });
}

const shortNames = (...steps: readonly (string | number)[]): readonly string[] =>
  typedAncestors(source, pathTo(...steps)).map(({ type }) => type.replace(/^.*\./, ''));

const manager = ['filterChains', 0, 'filters', 0, 'typed_config'];
const wrapped = [...manager, 'http_filters', 0, 'typed_config'];

describe('typedAncestors', () => {
  it('names the messages to a key, in both spellings of the fields above it', () => {
    assert.deepEqual(shortNames('filterChains', 0, 'filters', 0, 'name'), ['Listener', 'FilterChain', 'Filter']);
    assert.deepEqual(shortNames('name'), ['Listener']);
  });

  it('goes through extensions and into a TypedStruct', () => {
    const above = ['Listener', 'FilterChain', 'Filter', 'HttpConnectionManager', 'HttpFilter', 'TypedStruct'];
    assert.deepEqual(shortNames(...wrapped, 'value', 'abort', 'http_status'), [...above, 'HTTPFault', 'FaultAbort']);
  });

  it('knows which extensions a message is for', () => {
    const fault = typedAncestors(source, pathTo(...wrapped, 'value', 'abort')).at(-1);
    assert.deepEqual(fault?.slot?.categories, ['envoy.filters.http']);
  });

  it('is empty where the API leaves the content open, or does not define it', () => {
    assert.deepEqual(shortNames('metadata', 'filter_metadata', 'a', 'b', 'c'), []);
    const struct = [...manager, 'route_config', 'typed_per_filter_config', 'fault', 'value'];
    assert.deepEqual(shortNames(...struct, 'any', 'thing'), []);
    const unknown = asMap(parseYaml('nothing: { name: a }\n').documents[0]?.root) ?? assert.fail('no root');
    assert.deepEqual(typedAncestors({ type: listenerType, config: { root: unknown } }, [0, 0]), []);
  });
});

describe('childMessages', () => {
  it('has the messages in the fields of a message, the last one of a list', () => {
    const [listener] = typedAncestors(source, [0]);
    const types = listener ? childMessages(listener).map(({ type }) => type) : [];
    assert.deepEqual(types, ['envoy.config.listener.v3.FilterChain', 'envoy.config.core.v3.Metadata']);
  });
});

describe('typedPosition', () => {
  const positionAt = (written: string) => {
    const offset = text.indexOf(written);
    return typedPosition(listenerType, stepsAt(root, offset).slice(0, -1));
  };

  it('is the field, its type and its slot, as the ancestors have it', () => {
    assert.equal(positionAt('503')?.field?.name, 'http_status');
    assert.equal(positionAt('503')?.type, 'uint32');
    assert.equal(positionAt('type.googleapis.com/xds')?.form, 'type-url');
    assert.deepEqual(positionAt('type.googleapis.com/xds')?.slot?.categories, ['envoy.filters.http']);
    assert.equal(positionAt('1 } }'), undefined);
  });
});

import { checkDiagnostics } from '../../fixture/check.ts';

describe('names of what the message itself lists', () => {
  it('are the resource monitors of an overload trigger', () => {
    const manager = (name: string) => `#- /envoy.yaml
overload_manager:
  resource_monitors:
    - name: heap
      typed_config: { "@type": type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig, max_heap_size_bytes: 5 }
  actions:
    - name: envoy.overload_actions.shrink_heap
      triggers: [{ name: ${name}, threshold: { value: 0.9 } }]
static_resources: {}
`;
    checkDiagnostics(`${manager('heep')}#? error envoy/unknown-name at "heep"\n`);
    checkDiagnostics(manager('heap'));
  });
});

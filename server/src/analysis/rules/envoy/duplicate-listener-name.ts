import { fieldPath } from '../../envoy/envoy-field.ts';
import { droppedListeners } from '../../envoy/loaded-listeners.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { isOnlyNamed } from '../findings/only-named.ts';
import { freeName } from '../fixes/free-name.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const duplicateListenerName = rule({
  code: 'envoy/duplicate-listener-name',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A listener name is declared more than once.',
  why: 'Envoy accepts such a config, keeps the first listener and silently drops the other (checked with Envoy 1.40). The port of the dropped listener is not open, and mistakes in it go unnoticed.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
    - name: web # for metrics
      #     ^^^ warning envoy/duplicate-listener-name: Duplicate listener name 'web'. Envoy keeps the first listener and ignores this one.
      address: { socket_address: { address: 0.0.0.0, port_value: 8081 } }
      filter_chains: [{ filters: [] }]
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains: [{ filters: [] }]
    - name: web-2 # for metrics
      address: { socket_address: { address: 0.0.0.0, port_value: 8081 } }
      filter_chains: [{ filters: [] }]
`,
    },
  ],
  check({ file, source }, report) {
    const { config } = source;
    for (const [{ node, name }, first] of droppedListeners(config)) {
      // Envoy rejects a listener without an address, so nothing is dropped because of one that is being written.
      if (!name || !first.name || isOnlyNamed(first.node)) continue;
      const firstName = first.name.at;
      const isAlias = firstName.range.start === name.at.range.start;
      report({
        at: placeIn(file, isAlias ? node : name.at),
        message: message(
          "Duplicate listener name '{0}'. Envoy keeps the first listener and ignores this one.",
          name.value,
        ),
        related: [
          { at: placeIn(file, firstName), message: message("Listener '{0}' is first declared here.", name.value) },
        ],
        fixes: () => {
          if (isAlias) return [];
          const taken = config.listeners.flatMap((listener) => listener.name?.value ?? []);
          const other = freeName(name.value, taken);
          return [
            {
              title: message("Rename to '{0}'", other),
              preferred: true,
              safe: false,
              edits: [editsIn(file, replaceScalar(file.text, name.at, other))],
            },
            ...itemRemoval(
              { file, source },
              fieldPath(config.root, 'static_resources', 'listeners'),
              node,
              message('Remove this listener'),
            ),
          ];
        },
      });
    }
  },
});

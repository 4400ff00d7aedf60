import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { placedPorts } from '../findings/listener-parts.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';
import { addressesOverlap } from '../addresses-overlap.ts';

export const adminListenerConflict = rule({
  code: 'envoy/admin-listener-conflict',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'The admin interface and a listener bind the same port.',
  why: 'Envoy accepts such a config with `--mode validate`, but fails to start because the address is already in use. If the listener comes from a file of listeners, Envoy starts and rejects the listener, which is a warning.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ port_value: 9901 => port_value: 9092
#? error envoy/admin-listener-conflict at "9092"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    const bound = placedPorts(subject);
    const admin = bound.find((one) => one.role === 'admin' && one.source === source);
    const listener =
      admin &&
      bound.find(
        (other) =>
          other.role === 'listener' &&
          other.protocol === 'TCP' &&
          other.port === admin.port &&
          addressesOverlap(other.address, admin.address),
      );
    // For port 0 the system selects a different port each time.
    if (!admin || !listener || admin.port === 0) return;
    const free = freePort(new Set(bound.map(({ port }) => port)));
    report({
      at: placeIn(file, admin.at),
      ...(listener.source === source
        ? {
            message: message(
              "Admin port {0} is also bound by listener '{1}'. Validation succeeds, but Envoy fails to start.",
              admin.port,
              listener.name,
            ),
          }
        : {
            severity: 'warning',
            message: message(
              "Admin port {0} is also used by listener '{1}', which Envoy therefore rejects.",
              admin.port,
              listener.name,
            ),
          }),
      related: [
        {
          at: placeIn(listener.file, listener.at),
          message: message("Listener '{0}' binds port {1} here.", listener.name, listener.port),
        },
      ],
      fixes: () => [
        {
          title: message('Change the admin port to {0}', free),
          preferred: true,
          safe: false,
          edits: [editsIn(file, replaceScalar(file.text, admin.at, free))],
        },
      ],
    });
  },
});

/** Envoy's documentation uses 9901 for the admin interface. */
function freePort(taken: ReadonlySet<number>): number {
  let port = 9901;
  while (taken.has(port)) port++;
  return port;
}

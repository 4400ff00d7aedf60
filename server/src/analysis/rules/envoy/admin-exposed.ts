import { replaceScalar } from '../../yaml/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const adminExposed = rule({
  code: 'envoy/admin-exposed',
  subject: 'envoy',
  severity: 'hint',
  summary: 'The admin listens on all addresses of the pod.',
  why: 'Whoever reaches the admin can stop Envoy and read its whole config, and it asks nobody who they are. On 127.0.0.1 the containers of the pod still reach it, and so does a port-forward; probes and scrapers do not.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 127.0.0.1, port_value: 9901 } => { address: 0.0.0.0, port_value: 9901 }
#? hint envoy/admin-exposed at "0.0.0.0"
`,
    },
  ],
  check({ file, source }, report) {
    const address = source.config.admin?.address?.address;
    if (!address || !/^(0\.0\.0\.0|::)$/.test(address.value)) return;
    const loopback = address.value === '::' ? '::1' : '127.0.0.1';
    report({
      at: placeIn(file, address.at),
      message: message(
        'Whoever reaches Envoy’s address reaches the admin and can stop Envoy: bind it to {0}.',
        loopback,
      ),
      fixes: () => [
        {
          title: message('Bind the admin to {0}', loopback),
          edits: [editsIn(file, replaceScalar(file.text, address.at, loopback))],
        },
      ],
    });
  },
});

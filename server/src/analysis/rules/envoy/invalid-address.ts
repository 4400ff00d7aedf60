import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isAddressPlaceholder, isIpAddress } from '../../envoy/ip-address.ts';
import type { MessageProblem, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';

export const invalidAddress = messageRule({
  code: 'envoy/invalid-address',
  severity: 'error',
  summary: 'An address is not an IP address, and Envoy does not resolve host names for it.',
  why: 'Listeners, the admin interface, local ends of connections, DNS servers and stats sinks require IP addresses. Host names, including `localhost`, and ports or prefix lengths in the address are errors ("malformed IP address"). Endpoints of STATIC clusters have a separate rule.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 0.0.0.0, port_value: 9092 } => { address: "0.0.0.0:9092", port_value: 9092 }
#? error envoy/invalid-address at ""0.0.0.0:9092""
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ { address: 0.0.0.0, port_value: 9092 } => { address: "0.0.0.0", port_value: 9092 }
`,
    },
  ],
  visits: {
    'envoy.config.core.v3.CidrRange': cidrRange,
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

/** A check of address ranges: the prefix length has a separate field. */
function cidrRange(node: YamlMap, report: ReportProblem): void {
  const prefix = envoyString(field(node, 'address_prefix'));
  if (!prefix || prefix.value === '' || isAddressPlaceholder(prefix.value) || isIpAddress(prefix.value)) return;
  report(prefix.at, "'{0}' is not a valid IP address. A prefix length belongs in '{1}'.", prefix.value, 'prefix_len');
}

function fixes({ file, source }: Subjects['envoy'], { at, node, type }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || at.aliasRange) return [];
  const [, address = '', length] = /^(.+)\/(\d+)$/.exec(at.text) ?? [];
  if (type.endsWith('.CidrRange')) {
    if (!isIpAddress(address) || !source.editable || fieldEntry(node, 'prefix_len')) return [];
    return [
      {
        title: message("Move the prefix length to '{0}'", 'prefix_len'),
        preferred: true,
        safe: false,
        edits: [
          editsIn(
            file,
            replaceScalar(file.text, at, address),
            insertEntry(file.text, node, 'prefix_len', Number(length)),
          ),
        ],
      },
    ];
  }
  const bare = at.text === 'localhost' ? '127.0.0.1' : withoutPort(at.text);
  if (!isIpAddress(bare)) return [];
  return [
    {
      title: message("Change to '{0}'", bare),
      preferred: true,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, at, bare))],
    },
  ];
}

/** `[::1]`, `host:80` and `[::1]:80` without brackets and port. */
const withoutPort = (address: string): string =>
  /^\[([^\]]+)\](:\d+)?$/.exec(address)?.[1] ?? /^([^:]+):\d+$/.exec(address)?.[1] ?? address;

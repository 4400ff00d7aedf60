import { textOf } from '../../kubernetes/object-part.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import { objectCheck } from '../findings/object-check.ts';
import { fieldTable, tabledParts } from '../findings/tabled-parts.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const kubernetesInvalidAddress = rule({
  code: 'kubernetes/invalid-address',
  subject: 'manifest',
  severity: 'error',
  summary: 'A value must be an IP address or a range of addresses.',
  why: 'Name servers of a pod, addresses of `hostAliases`, and cluster and external IPs of a Service are IP addresses. Blocks of a NetworkPolicy and source ranges of a Service are ranges such as `10.0.0.0/8`. The API server does not resolve host names.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  dnsConfig:\\n    nameservers:\\n      - dns.example.com
#? error kubernetes/invalid-address at "dns.example.com": 'dns.example.com' is not an IP address.
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    for (const { part, entry: isValid } of tabledParts(object, fields)) {
      const address = textOf(part);
      if (address === undefined || isValid(address)) continue;
      refuse(
        part,
        isValid === isRange
          ? message("'{0}' is not an address range. Use an address, '/' and a length, such as 10.0.0.0/8.", address)
          : message("'{0}' is not an IP address.", address),
      );
    }
  }),
});

/** Zeros before a number and IPv4 within IPv6 are taken here, as the server does in these fields. */
function isAddress(text: string): boolean {
  const bytes = text.split('.').map((byte) => (/^\d+$/.test(byte) ? String(Number(byte)) : byte));
  return isIpAddress(bytes.length > 1 ? bytes.join('.') : text) && !text.includes('%');
}

function isRange(text: string): boolean {
  const [, address = '', length = ''] = /^(.*)\/(\d{1,3})$/.exec(text.trim()) ?? [];
  return isAddress(address) && Number(length) <= (address.includes(':') ? 128 : 32);
}

const isClusterIp = (text: string): boolean => ['', 'None'].includes(text) || isAddress(text);

const fields = fieldTable<(text: string) => boolean>({
  'HostAlias.ip': isAddress,
  'IPBlock.cidr': isRange,
  'IPBlock.except': isRange,
  'PodDNSConfig.nameservers': isAddress,
  'ServiceSpec.clusterIP': isClusterIp,
  'ServiceSpec.clusterIPs': isClusterIp,
  'ServiceSpec.externalIPs': isAddress,
  'ServiceSpec.loadBalancerSourceRanges': isRange,
});

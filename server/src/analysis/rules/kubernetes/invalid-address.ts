import { type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, podSpecsOf } from '../../kubernetes/object-parts.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import { objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const kubernetesInvalidAddress = rule({
  code: 'kubernetes/invalid-address',
  subject: 'manifest',
  severity: 'error',
  summary: 'A value must be an IP address.',
  why: 'Name servers of a pod, addresses of `hostAliases`, and cluster and external IPs of a Service are IP addresses. The API server does not resolve host names.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  dnsConfig:
    nameservers:
      - dns.example.com
      # ^^^^^^^^^^^^^^^ error kubernetes/invalid-address: 'dns.example.com' is not an IP address.
  containers:
    - name: app
      image: nginx
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    for (const part of addressesIn(object)) {
      const address = textOf(part);
      if (address !== undefined && !isAddress(address)) refuse(part, message("'{0}' is not an IP address.", address));
    }
  }),
});

function addressesIn(object: KubernetesObject): readonly ObjectPart[] {
  const { kind, spec } = object;
  const pods = podSpecsOf(object).flatMap((pod) => [
    ...partsIn(partAt(pod, 'dnsConfig', 'nameservers')),
    ...partsIn(partAt(pod, 'hostAliases')).map((alias) => partAt(alias, 'ip')),
  ]);
  if (kind !== 'Service') return pods;
  const cluster = [partAt(spec, 'clusterIP'), ...partsIn(partAt(spec, 'clusterIPs'))];
  return [...cluster.filter(({ value }) => value !== 'None' && value !== ''), ...partsIn(partAt(spec, 'externalIPs'))];
}

/** Zeros before a number and IPv4 within IPv6 are taken here, as the server does in these fields. */
function isAddress(text: string): boolean {
  const bytes = text.split('.').map((byte) => (/^\d+$/.test(byte) ? String(Number(byte)) : byte));
  return isIpAddress(bytes.length > 1 ? bytes.join('.') : text) && !text.includes('%');
}

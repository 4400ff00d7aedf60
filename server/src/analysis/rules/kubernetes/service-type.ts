import {
  intOf,
  isEmpty,
  isSet,
  isWritten,
  type ObjectPart,
  partAt,
  partsIn,
  textOf,
} from '../../kubernetes/object-part.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { subdomainName } from '../findings/name-formats.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const serviceType = rule({
  code: 'kubernetes/service-type',
  subject: 'manifest',
  severity: 'error',
  summary: 'A field of a Service does not fit its type.',
  why: 'A `nodePort` requires the type NodePort or LoadBalancer. Fields for load balancers require the type LoadBalancer. A headless Service (`clusterIP: None`) has the type ClusterIP. An ExternalName Service has a host name and no cluster IP.',
  examples: [
    {
      before: `#- /service.yaml stock:service
#~ - port: 80 => - port: 80\\n      nodePort: 30080
#? error kubernetes/service-type at "nodePort": 'nodePort' requires type NodePort or LoadBalancer, not ClusterIP.
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    if (object.kind !== 'Service') return;
    const { spec } = object;
    const typePart = partAt(spec, 'type');
    const type = isSet(typePart) && typePart.value !== '' ? textOf(typePart) : 'ClusterIP';
    if (type === undefined || !types.includes(type)) return;
    checkPorts(spec, type, refuse, subject);
    checkBalancer(spec, type, refuse, subject);
    checkClusterIp(spec, type, refuse, subject);
    checkTraffic(spec, type, refuse, subject);
  }),
});

/** Another word is reported as such. */
const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

function checkPorts(spec: ObjectPart, type: string, refuse: Refuse, subject: Subjects['manifest']): void {
  const seen: string[] = [];
  for (const port of partsIn(partAt(spec, 'ports'))) {
    const nodePort = partAt(port, 'nodePort');
    const number = intOf(nodePort);
    if (!number) continue;
    const identity = `${number} ${textOf(partAt(port, 'protocol')) ?? 'TCP'}`;
    if (type === 'ClusterIP')
      refuse(nodePort, message("'{0}' requires type NodePort or LoadBalancer, not {1}.", 'nodePort', type), {
        key: true,
        fixes: removeField(subject, nodePort),
      });
    else if (seen.includes(identity)) refuse(nodePort, message('Duplicate nodePort {0}.', number));
    seen.push(identity);
  }
}

function checkBalancer(spec: ObjectPart, type: string, refuse: Refuse, subject: Subjects['manifest']): void {
  if (type === 'LoadBalancer') return;
  for (const name of ['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass']) {
    const part = partAt(spec, name);
    if (isSet(part) && !(Array.isArray(part.value) && isEmpty(part)))
      refuse(part, message("'{0}' requires type LoadBalancer, not {1}.", name, type), {
        key: true,
        fixes: removeField(subject, part),
      });
  }
}

function checkClusterIp(spec: ObjectPart, type: string, refuse: Refuse, subject: Subjects['manifest']): void {
  const single = partAt(spec, 'clusterIP');
  const part = isSet(single) ? single : partAt(spec, 'clusterIPs', 0);
  if (['NodePort', 'LoadBalancer'].includes(type) && textOf(part) === 'None')
    refuse(part, message("A Service of type {0} must not be headless. Remove 'clusterIP: None'.", type), {
      fixes: removeField(subject, single),
    });
  if (type !== 'ExternalName') return;
  for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const field = partAt(spec, name);
    if (!isEmpty(field) && field.value !== '')
      refuse(field, message("A Service of type ExternalName must not have '{0}'.", name), {
        key: true,
        fixes: removeField(subject, field),
      });
  }
  checkExternalName(partAt(spec, 'externalName'), refuse);
}

function checkExternalName(part: ObjectPart, refuse: Refuse): void {
  const host = textOf(part)?.replace(/\.$/, '');
  if (!isSet(part) || part.value === '')
    refuse(part, message("A Service of type ExternalName requires '{0}'.", 'externalName'));
  else if (host !== undefined && subdomainName(host))
    refuse(part, message("'{0}' is not a valid host name.", textOf(part) ?? ''));
}

function checkTraffic(spec: ObjectPart, type: string, refuse: Refuse, subject: Subjects['manifest']): void {
  const policy = partAt(spec, 'externalTrafficPolicy');
  const isReachable = ['NodePort', 'LoadBalancer'].includes(type) || !isEmpty(partAt(spec, 'externalIPs'));
  if (isSet(policy) && policy.value !== '' && !isReachable)
    refuse(policy, message("'{0}' requires type NodePort or LoadBalancer, not {1}.", 'externalTrafficPolicy', type), {
      key: true,
      fixes: removeField(subject, policy),
    });
  const health = partAt(spec, 'healthCheckNodePort');
  const isLocal = type === 'LoadBalancer' && textOf(policy) === 'Local';
  if (intOf(health) && !isLocal && isWritten(policy))
    refuse(health, message("'healthCheckNodePort' requires type LoadBalancer and 'externalTrafficPolicy: Local'."), {
      key: true,
      fixes: removeField(subject, health),
    });
}

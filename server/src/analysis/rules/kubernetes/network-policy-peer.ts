import { intOf, isSet, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const networkPolicyPeer = rule({
  code: 'kubernetes/network-policy-peer',
  subject: 'manifest',
  severity: 'error',
  summary: 'A peer or a port of a NetworkPolicy is not allowed.',
  why: 'A peer is either an `ipBlock`, or pods that `podSelector` and `namespaceSelector` select. A range of ports goes from the number in `port` to a number in `endPort` that is not smaller.',
  examples: [
    {
      before: `#- /policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: {}
          ipBlock:
        # ^^^^^^^ error kubernetes/network-policy-peer: A peer with an 'ipBlock' must not have a selector.
            cidr: 10.0.0.0/8
`,
    },
  ],
  check: objectCheck(({ kind, partsOf }, refuse) => {
    if (kind !== 'NetworkPolicy') return;
    for (const peer of partsOf('NetworkPolicyPeer')) checkPeer(peer, refuse);
    for (const port of partsOf('NetworkPolicyPort')) checkPort(port, refuse);
  }),
});

function checkPeer(peer: ObjectPart, refuse: Refuse): void {
  const block = partAt(peer, 'ipBlock');
  const selectors = ['podSelector', 'namespaceSelector'].map((name) => partAt(peer, name)).filter(isSet);
  if (isSet(block) && selectors.length > 0)
    refuse(block, message("A peer with an 'ipBlock' must not have a selector."), { key: true });
  if (!isSet(block) && selectors.length === 0)
    refuse(peer, message('A peer requires one of: {0}.', 'podSelector, namespaceSelector, ipBlock'));
}

function checkPort(holder: ObjectPart, refuse: Refuse): void {
  const [port, end] = [partAt(holder, 'port'), partAt(holder, 'endPort')];
  if (!isSet(end)) return;
  const [first, last] = [intOf(port), intOf(end)];
  if (!isSet(port) || textOf(port) !== undefined)
    refuse(end, message("'endPort' requires a number in 'port'."), { key: true });
  else if (first !== undefined && last !== undefined && last < first)
    refuse(end, message("'endPort' must not be smaller than 'port'."));
}

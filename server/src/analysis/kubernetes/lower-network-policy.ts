import { isFilledIn } from '../yaml/edit/placeholder.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, asSeq, valueAt } from '../yaml/syntax/yaml-path.ts';
import type { IngressPort, IngressRule, Labels, NetworkPolicySpec } from './manifest.ts';
import { manifestInt, manifestLabels, manifestString, member, portReference, stringAt } from './manifest-field.ts';

export function lowerNetworkPolicy(root: YamlMap): NetworkPolicySpec | undefined {
  const node = asMap(valueAt(root, 'spec'));
  if (!node) return undefined;
  return {
    node,
    ...member('podLabels', labelsOf(valueAt(node, 'podSelector'))),
    isIngress: isIngress(valueAt(node, 'policyTypes')),
    ...member('rules', ingressRules(valueAt(node, 'ingress'))),
  };
}

function labelsOf(selector: YamlNode | undefined): Labels | undefined {
  const map = asMap(selector);
  if (!map || map.entries.some(({ key }) => key.text !== 'matchLabels')) return undefined;
  const labels = manifestLabels(valueAt(map, 'matchLabels'));
  return [...labels].some(([key, { value }]) => isFilledIn(key) || isFilledIn(value)) ? undefined : labels;
}

/** Without `policyTypes`, a policy is about incoming traffic. */
function isIngress(types: YamlNode | undefined): boolean | undefined {
  if (!types) return true;
  const names = asSeq(types)?.items.map((item) => manifestString(item)?.value);
  if (!names || names.includes(undefined)) return undefined;
  return names.length === 0 || names.includes('Ingress');
}

function ingressRules(ingress: YamlNode | undefined): readonly IngressRule[] | undefined {
  if (!ingress) return [];
  const items = asSeq(ingress)?.items;
  const rules = items?.map(ingressRule);
  return rules?.every((rule) => rule !== undefined) ? rules : undefined;
}

function ingressRule(node: YamlNode): IngressRule | undefined {
  if (node.kind !== 'map') return undefined;
  const written = valueAt(node, 'ports');
  const ports = written ? asSeq(written)?.items.map(ingressPort) : [];
  return ports?.every((port) => port !== undefined) ? { node, ports } : undefined;
}

function ingressPort(node: YamlNode): IngressPort | undefined {
  if (node.kind !== 'map') return undefined;
  const [port, endPort, protocol] = ['port', 'endPort', 'protocol'].map((key) => valueAt(node, key));
  const [first, last] = [portReference(port), manifestInt(endPort)];
  return {
    node,
    ...member('port', first),
    ...member('endPort', last),
    protocol: stringAt(node, 'protocol')?.value ?? 'TCP',
    unknown: (!!port && !first) || (!!endPort && !last) || (!!protocol && !manifestString(protocol)),
  };
}

import { fieldEntry } from '../envoy-field.ts';
import { isBlank } from '../envoy-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { isUncertain } from './unknown-keys.ts';

/** "Exactly one of cluster or cluster_header in request mirror policy need to be specified": an empty name is none (Envoy 1.36 to 1.40). */
export const mirrorPolicyCluster: CodedCheck = (node, report) => {
  if (isUncertain(node, 'envoy.config.route.v3.RouteAction.RequestMirrorPolicy')) return;
  const written = ['cluster', 'cluster_header'].flatMap((name) => fieldEntry(node, name) ?? []);
  const given = written.filter(({ value }) => !isBlank(value));
  const [, second] = given;
  if (second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      'cluster',
      'cluster_header',
    );
  else if (given.length === 0)
    report(
      'envoy/missing-field',
      written[0] ?? node.entries[0] ?? node,
      "A request mirror policy requires '{0}'.",
      'cluster',
    );
};

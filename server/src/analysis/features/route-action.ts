import type { EnvoyRoute } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { message, type Words } from '../rules/message.ts';

/** Where a route leads: `→ app`, or what it answers itself. */
export function actionText({ node, clusters }: EnvoyRoute): Words {
  if (clusters.length > 0) return `→ ${clusters.map(({ value }) => value).join(', ')}`;
  if (field(node, 'redirect')) return message('redirect');
  return field(node, 'direct_response') ? message('direct response') : message('route');
}

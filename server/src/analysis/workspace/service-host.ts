import type { Manifest } from '../kubernetes/manifest.ts';
import { mayShareNamespace } from './selection.ts';

/** A host that may be the name of a Service. */
export interface ServiceHost {
  readonly name: string;
  readonly namespace?: string | undefined;
  /** Only a Service has such a name. */
  readonly certain: boolean;
}

/**
 * The name of a Service in a host: `web`, `web.shop`, `web.shop.svc` or `web.shop.svc.cluster.local` (Kubernetes: DNS for
 * Services and Pods).
 */
export function serviceHost(host: string): ServiceHost | undefined {
  const match = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(\.svc(?:\.cluster\.local\.?)?)?)?$/.exec(host);
  return match ? { name: match[1] ?? '', namespace: match[2], certain: match[3] !== undefined } : undefined;
}

/**
 * Whether a host means a Service. If the Service's manifest has no namespace, it is in the one of the host if only a Service has
 * such a name.
 * @param from the pod that looks up the host
 */
export function isMeantBy({ namespace, certain }: ServiceHost, service: Manifest, from: Manifest): boolean {
  if (namespace === undefined) return mayShareNamespace(service, from);
  const own = service.namespace?.value ?? (certain ? namespace : 'default');
  return own === namespace;
}

import type { ServicePort } from '../kubernetes/manifest.ts';

/** `→ 9092` or `→ http`: the target port of a Service. */
export function portReferenceText({ targetPort, port }: ServicePort): string {
  const target = targetPort?.kind === 'number' ? targetPort.port.value : (targetPort?.name.value ?? port?.value);
  return target === undefined ? '' : `→ ${target}`;
}

import type { ServicePort } from '../kubernetes/manifest.ts';

/** `→ 9092` or `→ http`: where a Service's port leads. */
export function portReferenceText({ targetPort, port }: ServicePort): string {
  const target = targetPort?.kind === 'number' ? targetPort.port.value : (targetPort?.name.value ?? port?.value);
  return target === undefined ? '' : `→ ${target}`;
}

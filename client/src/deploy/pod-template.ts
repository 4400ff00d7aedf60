import type { KubernetesObject } from '../../../server/src/protocol.ts';

interface TemplateContainer {
  readonly name: string;
  readonly image?: string;
}

interface PodSpec {
  readonly containers?: readonly TemplateContainer[];
  readonly initContainers?: readonly TemplateContainer[];
}

/** The spec of the pods of a workload, with the path to it in the words of the API server, e.g. `spec.template.spec`. */
export function podSpecIn(manifest: KubernetesObject | undefined): { readonly spec: PodSpec; readonly path: string } {
  for (const path of ['spec.jobTemplate.spec.template.spec', 'spec.template.spec']) {
    const spec = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], manifest);
    if (spec) return { spec: spec as PodSpec, path };
  }
  return { spec: (manifest?.spec ?? {}) as PodSpec, path: 'spec' };
}

/** All containers of the pods of a workload. */
export function containersIn(manifest: KubernetesObject | undefined): readonly TemplateContainer[] {
  const { spec } = podSpecIn(manifest);
  return [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
}

import type { NotReadyCause } from './not-ready-causes.ts';

/**
 * The path of the field that a cause is about, in the words of the API server; a part of it that is not written may be at its end.
 * Undefined if the cause is about no field.
 * @param podSpec the path of the pod's spec, e.g. `spec.template.spec`
 * @param isInit whether a container is an init container
 */
export function causePath(
  cause: NotReadyCause,
  podSpec: string,
  isInit: (container: string) => boolean,
): string | undefined {
  const containerPath = (name: string): string =>
    `${podSpec}.${isInit(name) ? 'initContainers' : 'containers'}[name="${name}"]`;
  switch (cause.kind) {
    case 'image':
      return `${containerPath(cause.container)}.image`;
    case 'out-of-memory':
      return `${containerPath(cause.container)}.resources.limits.memory`;
    case 'crashed':
    case 'exited':
    case 'finished':
      return `${containerPath(cause.container)}.name`;
    case 'container':
      return `${containerPath(cause.container)}${/runAsNonRoot|run as root/.test(cause.message) ? '.securityContext' : '.name'}`;
    case 'mount':
      return `${podSpec}.volumes[name="${cause.volume}"]`;
    case 'unschedulable':
      return schedulingPath(cause.message, podSpec);
    case 'no-pods':
      return {
        'no-replicas': 'spec.replicas',
        paused: 'spec.paused',
        suspended: 'spec.suspend',
        'no-node': `${podSpec}.nodeSelector`,
      }[cause.why];
    case 'timeout':
      if (cause.container === undefined) return undefined;
      return `${containerPath(cause.container)}${cause.init === true ? '.name' : '.readinessProbe'}`;
    default:
      return undefined;
  }
}

function schedulingPath(message: string, podSpec: string): string {
  const [, claim] = /persistentvolumeclaim "([^"]*)" not found/.exec(message) ?? [];
  if (claim !== undefined) return `${podSpec}.volumes`;
  if (/node selector|node affinity\/selector/.test(message)) return `${podSpec}.nodeSelector`;
  return /affinity/.test(message) ? `${podSpec}.affinity` : podSpec;
}

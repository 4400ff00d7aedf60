import type { ServicePort } from '../../kubernetes/manifest.ts';
import { editsIn, type FileEdits } from '../../rules/rule.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';

/** The only port of a pod that gets requests, and the ports of the Services that lead to it. */
export interface AppPort {
  readonly port: number;
  readonly targetedBy: readonly TargetingPort[];
}

interface TargetingPort {
  readonly service: PlacedManifest;
  readonly servicePort: ServicePort;
  /** The Service selects no other pod. */
  readonly isOnly: boolean;
}

/**
 * The port that the Services of a pod target. Without a Service, the only containerPort, or the only port of a well-known image.
 * Undefined if there are several, or if one of them is not known.
 */
export function appPortOf({ index, imagesAt }: Workspace, pod: PlacedManifest): AppPort | undefined {
  const containers = pod.manifest.podSpec?.containers ?? [];
  const declared = declaredPorts(containers).filter(({ protocol }) => protocol === 'TCP');
  const targetedBy = index.selections.ofPod(pod).flatMap(({ service, pods }): TargetingPort[] =>
    // The name of a headless Service leads to the ports of the pods themselves.
    service.manifest.service?.headless
      ? []
      : (service.manifest.service?.ports ?? []).map((servicePort) => ({
          service,
          servicePort,
          isOnly: pods.length === 1,
        })),
  );
  const targets = targetedBy.map(({ servicePort: { targetPort, port, unknown, protocol } }) => {
    if (unknown || protocol !== 'TCP') return undefined;
    return targetPort?.kind === 'name'
      ? declared.find(({ name }) => name?.value === targetPort.name.value)?.port.value
      : (targetPort?.port ?? port)?.value;
  });
  const [image, ...others] = containers.map((container) => container.image?.value ?? '');
  const served = image && others.length === 0 ? (imagesAt(pod.file.uri).imageDefault(image)?.ports ?? []) : [];
  const known = [targets, declared.map(({ port }) => port.value), served].find((ports) => ports.length > 0) ?? [];
  const [port, ...more] = new Set(known);
  return port !== undefined && more.length === 0 ? { port, targetedBy } : undefined;
}

/** Edits that lead the Services that select only this pod to another port of it. Those that refer to a name refer to the new one. */
export const movedServices = ({ targetedBy }: AppPort, to: number, name: string): readonly FileEdits[] =>
  targetedBy.flatMap(({ service: { file }, servicePort, isOnly }) =>
    isOnly ? [editsIn(file, movedTarget(file.text, servicePort, to, name))] : [],
  );

function movedTarget(text: string, { targetPort, node }: ServicePort, to: number, name: string): TextEdit {
  if (targetPort?.kind === 'name') return replaceScalar(text, targetPort.name.at, name);
  return targetPort
    ? replaceScalar(text, targetPort.port.at, to)
    : insertEntry(text, node, 'targetPort', to, entryOf(node, 'port'));
}

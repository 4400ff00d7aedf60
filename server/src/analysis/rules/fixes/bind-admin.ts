import type { SocketAddress } from '../../envoy/envoy-config.ts';
import { linkedPorts, type EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { removeItem, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { asSeq, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { healthListenerFixes } from './health-listener.ts';
import { message } from '../message.ts';
import { combined, referencesTo } from './port-edits.ts';
import { editsIn, type FileEdits, type Fix, type Subjects } from '../rule.ts';
import { type ServiceTarget, serviceTargets } from './service-targets.ts';

/** The ports of Services that target a TCP port of the pod. */
export const servicesTo = (workload: EnvoyWorkload, port: number): readonly ServiceTarget[] =>
  serviceTargets(workload).filter((target) => target.port === port && target.servicePort.protocol === 'TCP');

/**
 * Binds the admin interface to a loopback address. The port is removed from Services, and a listener serves probes.
 * Undefined if this is not possible for a caller.
 */
export function bindAdminFixes(
  { file, workloads }: Subjects['envoy'],
  { address, port }: SocketAddress & { readonly address: Located<string> },
  loopback: string,
): readonly Fix[] {
  const bind = editsIn(file, replaceScalar(file.text, address.at, loopback));
  if (!port) return [{ title: message(BIND, loopback), safe: false, edits: [bind] }];
  const services = workloads.flatMap((workload) => servicesTo(workload, port.value));
  const removals = services.map(servicePortRemoval);
  if (!removals.every((edits) => edits !== undefined)) return [];
  const bound = [bind, ...removals];
  const probed = workloads.filter((workload) => probesOf(workload, port.value).length > 0);
  const [workload] = probed;
  if (workload && workloads.length === 1) return answerProbes(workload, port.value, bound, loopback);
  if (workload) return [];
  const names = [...new Set(services.map(({ service }) => service.manifest.name?.value ?? ''))];
  const title = names.length === 0 ? message(BIND, loopback) : message(BIND_AND_REMOVE, loopback, names.join(', '));
  return [{ title, safe: false, edits: combined(bound) }];
}

const BIND = 'Bind admin to {0}';
const BIND_AND_REMOVE = 'Bind admin to {0} and remove its Service port ({1})';
const BIND_AND_ANSWER = 'Bind admin to {0} and serve its probes through a listener';

/** Undefined if the Service would have no ports left, or if the port also targets other pods. */
export function servicePortRemoval({ service, at }: ServiceTarget): FileEdits | undefined {
  const list = asSeq(valueAt(service.manifest.service?.node, 'ports'));
  const item = list?.items.find(({ range }) => range.start <= at.range.start && at.range.end <= range.end);
  return list && item && list.items.length > 1 && !service.someOtherPod()
    ? editsIn(service.file, removeItem(service.file.text, list, item))
    : undefined;
}

const probesOf = (workload: EnvoyWorkload, port: number): ReturnType<typeof referencesTo> =>
  referencesTo(workload, port).filter(({ kind }) => kind === 'probe');

/** Only probes with a port number can be redirected. Probes of other containers are not changed. */
function answerProbes(workload: EnvoyWorkload, port: number, bound: readonly FileEdits[], loopback: string): Fix[] {
  const { config, envoyContainer } = workload;
  const admin = config && linkedPorts(config).find(({ role }) => role === 'admin');
  const probes = probesOf(workload, port);
  if (!config || !admin || probes.some(({ byName, container }) => byName || container !== envoyContainer)) return [];
  return healthListenerFixes(workload, config, { ...admin, host: loopback }).map(({ edits }) => ({
    title: message(BIND_AND_ANSWER, loopback),
    safe: false,
    edits: combined([...bound, ...edits]),
  }));
}

import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { clusterLinks } from './cluster-links.ts';
import { configLinks } from './config-links.ts';
import { type LinkNote, note } from './link-note.ts';
import { listenerLinks } from './port-links.ts';
import { serviceLinks } from './service-links.ts';
import { silenceLinks } from './silence-links.ts';

/** A pod with what is linked to it. @param envoys its workloads, one for each Envoy container */
export function podLinks(envoys: readonly EnvoyWorkload[], workspace: Workspace): LinkNote[] {
  const [first] = envoys;
  if (!first) return [];
  const { file, manifest, patchedBy, policies } = first;
  const [kind, name] = [manifest.kind, manifest.name?.value ?? ''];
  const patches = (patchedBy ?? []).map(({ uri }) => fileName(uri)).join(', ');
  const said = patchedBy
    ? message("{0} '{1}', patched by {2}.", kind, name, patches)
    : message("{0} '{1}'.", kind, name);
  const services = serviceLinks(first);
  const none = [note(message('Not linked: no Service of the workspace selects this pod.'))];
  return [
    note(said, placeIn(file, manifest.name?.at ?? manifest.root), [
      ...envoys.map((envoy) => envoyLinks(envoy, workspace)),
      ...(services.length > 0 ? services : none),
      ...policies.map((policy) =>
        note(
          message("NetworkPolicy '{0}' selects this pod.", policy.manifest.name?.value ?? ''),
          placeIn(policy.file, policy.manifest.name?.at ?? policy.manifest.root),
        ),
      ),
      ...missingLinks(first),
    ]),
  ];
}

function envoyLinks(workload: EnvoyWorkload, workspace: Workspace): LinkNote {
  const { file, envoyContainer, config, sharesConfig } = workload;
  const { name, node, nativeSidecar } = envoyContainer;
  const silence = silenceLinks(workload, workspace);
  const said = nativeSidecar
    ? message("Envoy in container '{0}', a native sidecar.", name?.value ?? '')
    : message("Envoy in container '{0}'.", name?.value ?? '');
  return note(said, placeIn(file, name?.at ?? node), [
    configLinks(workload, workspace.index),
    ...(sharesConfig && config ? [note(message('Other workloads read the same config.'))] : []),
    ...(config ? [...listenerLinks(workload, config), ...clusterLinks(workload, config)] : []),
    ...(silence.length > 0 ? [note(message('Not compared, or only in part:'), undefined, silence)] : []),
  ]);
}

/** The ConfigMaps and keys that a pod names and that the workspace does not have. */
const missingLinks = ({ file, absentConfigMaps, absentKeys }: EnvoyWorkload): LinkNote[] => [
  ...absentConfigMaps.map(({ name }) =>
    note(message("Not linked: ConfigMap '{0}' is not in the workspace.", name.value), placeIn(file, name.at)),
  ),
  ...absentKeys.map(({ kind, name, key }) =>
    note(message("Not linked: {0} '{1}' has no key '{2}'.", kind, name, key.value), placeIn(file, key.at)),
  ),
];

import { type Message, message } from '../../rules/message.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { configLinks } from './config-links.ts';
import { serviceLinks } from './service-links.ts';

/** More sentences would not be read. */
const MOST = 4;

/** What a file is linked to, in a few sentences. Empty for a file that is not part of a sidecar. */
export function linkSummary(workspace: Workspace, uri: string): readonly Message[] {
  const workloads = (workspace.comparedByFile.get(uri) ?? []).slice(0, MOST);
  const said = workloads.flatMap((workload) => sentencesOf(workload, uri, workspace));
  const isConfig = workspace.files.get(uri)?.envoySources.some(({ form }) => form === 'bootstrap');
  if (said.length === 0 && isConfig)
    return [message("No Envoy container is known to read the config in '{0}'.", fileName(uri))];
  return said.slice(0, MOST);
}

/** What is said of a workload in the file with its manifest, its config or a Service. */
function sentencesOf(workload: EnvoyWorkload, uri: string, { index }: Workspace): Message[] {
  const { file, manifest, config, services } = workload;
  const pod = [manifest.kind, manifest.name?.value ?? '', fileName(file.uri)] as const;
  if (file.uri === uri) {
    const selecting = serviceLinks(workload).map((one) => one.said);
    const none = message('Not linked: no Service of the workspace selects this pod.');
    return [configLinks(workload, index).said, ...(selecting.length > 0 ? selecting : [none])];
  }
  return [
    ...(config?.file.uri === uri ? [message("{0} '{1}' in '{2}' reads this config.", ...pod)] : []),
    ...services.flatMap((service) =>
      service.file.uri === uri
        ? [message("Service '{0}' selects {1} '{2}' in '{3}'.", service.manifest.name?.value ?? '', ...pod)]
        : [],
    ),
  ];
}

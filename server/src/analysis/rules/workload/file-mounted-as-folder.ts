import { withoutTrailing } from '../../text/trailing.ts';
import { configPath } from '../../workspace/envoy-command.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { MountedContent } from '../../workspace/mount-faults.ts';
import { filesOf } from '../../workspace/mounted-files.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { mountFolder } from '../fixes/mount-folder.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadFileMountedAsFolder = rule({
  code: 'workload/file-mounted-as-folder',
  subject: 'workload',
  severity: 'warning',
  summary: 'A ConfigMap or Secret is mounted at the path of a file, without `subPath`.',
  why: 'Without `subPath` Kubernetes makes the path a folder with a file for each key, so Envoy cannot read its config there and exits. `subPath` mounts a single key. A path that only looks like a file is reported as information, unless something reads a file below it.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ mountPath: /etc/envoy => mountPath: /etc/envoy/envoy.yaml
#? warning workload/file-mounted-as-folder at "/etc/envoy/envoy.yaml"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { mounts, envoyContainer, file, silence } = workload;
    if (silence.partial) return;
    const config = configPath(envoyContainer);
    for (const mounted of mounts) {
      const { node, mountPath } = mounted.mount;
      if (!mountPath || entryOf(node, 'subPath', 'subPathExpr')) continue;
      const path = withoutTrailing(mountPath.value, '/');
      if (path !== config && !(looksLikeFile.test(path) && !hasFilesBelow(path, workload))) continue;
      report({
        at: placeIn(file, mountPath.at),
        ...(path !== config && { severity: 'information' }),
        message:
          path === config
            ? message(
                "Envoy reads '{0}' as a file, but without 'subPath' it is a folder. Set 'subPath' to a key.",
                path,
              )
            : message("Without 'subPath', '{0}' is a folder with a file for each key. Set 'subPath' to a key.", path),
        fixes: () => fixes(workload, mounted, path),
      });
    }
  },
});

const looksLikeFile = /\/[^/]+\.(ya?ml|json|pem|crt|key|lua|wasm)$/;

/** Whether Envoy is told of a file in the folder. */
function hasFilesBelow(path: string, { envoyContainer, config }: EnvoyWorkload): boolean {
  const { command, args, env } = envoyContainer;
  const told = [...command, ...args, ...env.flatMap(({ value }) => value ?? [])].map(({ text }) => text);
  return [...told, config?.source.text ?? ''].some((text) => text.includes(`${path}/`));
}

/** If the folder is mounted, the file is updated. But other folders than that of the config may have files of the image. */
function fixes(workload: EnvoyWorkload, mounted: MountedContent, path: string): readonly Fix[] {
  const { file } = workload;
  const { mount } = mounted;
  const files = filesOf(mounted).map(({ inVolume }) => inVolume);
  const named = files.find((one) => path.endsWith(`/${one}`));
  const [meant] = files.length === 1 ? files : [named];
  const ofFolder = named === undefined ? [] : mountFolder(workload, mount, named);
  const ofFiles = (meant === undefined ? files.slice(0, MAX_OFFERED) : [meant]).map((key) => ({
    title: message("Add 'subPath: {0}'", key),
    preferred: meant !== undefined && !ofFolder.some(({ preferred }) => preferred),
    safe: false,
    edits: [editsIn(file, insertEntry(file.text, mount.node, 'subPath', key, entryOf(mount.node, 'mountPath')))],
  }));
  return [...ofFolder, ...ofFiles];
}

const MAX_OFFERED = 5;

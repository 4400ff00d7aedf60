import { configPath, optionOf } from '../../workspace/envoy-command.ts';
import { imageName, isOfficialEnvoyImage, runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { placeInVolume } from '../../workspace/link-config.ts';
import { holdsFile } from '../../workspace/mounted-files.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { addFirstBootstrap } from '../fixes/first-bootstrap.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, type Report, rule } from '../rule.ts';

export const workloadConfigNotMounted = rule({
  code: 'workload/config-not-mounted',
  subject: 'workload',
  severity: 'warning',
  summary:
    'Envoy reads its config from a path where no file is mounted: a config is mounted at another path, the volume lacks the file, or there is no volume.',
  why: 'Envoy cannot open the file and exits, or it reads the sample config of its image. Often only the ending differs (`.yml` and `.yaml`), or `items` gives the key another name. The rule is silent if an unknown volume may contain the file, if the ConfigMap has no keys yet, or if a script starts Envoy. Without a volume at the path, it is reported only for Envoy’s own images.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      args: [-c, /etc/envoy/envoy.yml]
#? warning workload/config-not-mounted at "/etc/envoy/envoy.yml"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      args: [-c, /etc/envoy/envoy.yaml]
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    if (workload.silence.partial) return;
    checkMisplaced(workload, report);
    checkAbsent(workload, report);
    checkUnmounted(workload, report);
  },
});

/** A config that is mounted elsewhere. */
function checkMisplaced({ misplaced, envoyContainer, file }: EnvoyWorkload, report: Report): void {
  if (!misplaced) return;
  const { path, mountedAt, mount } = misplaced;
  const written = optionOf(envoyContainer, ['-c', '--config-path'])?.at;
  const atMount = mount.mountPath?.at ?? mount.node;
  report({
    at: placeIn(file, written ?? atMount),
    message: message("Envoy reads '{0}', but the config is mounted at '{1}'.", path, mountedAt),
    related: [{ at: placeIn(file, atMount), message: message('The config is mounted here.') }],
    ...(written?.text === path && {
      fixes: () => [
        {
          title: message("Read the config from '{0}'", mountedAt),
          preferred: true,
          safe: false,
          edits: [editsIn(file, replaceScalar(file.text, written, mountedAt))],
        },
      ],
    }),
  });
}

/** A volume without the config that is mounted over its folder, so that the image has no config there either. */
function checkAbsent(workload: EnvoyWorkload, report: Report): void {
  const { config, misplaced, envoyContainer, podSpec, mounts, file } = workload;
  const path = configPath(envoyContainer);
  if (config || misplaced || path === undefined || !runsOnlyEnvoy(envoyContainer)) return;
  const place = placeInVolume(path, envoyContainer, podSpec);
  const mounted = mounts.find(({ mount }) => mount === place?.mount);
  // A controller may fill in what has no keys yet. The keys of items and the path of a file are checked by content-key-missing.
  if (!place || place.inVolume === '' || place.mount.subPath || !mounted?.complete) return;
  const isEmpty = mounted.sources.every(({ content }) => content?.keys.size === 0);
  const isItem = mounted.sources.some(({ reference: { items } }) =>
    items.some((item) => item.path?.value === place.inVolume),
  );
  if (isEmpty || isItem || holdsFile(mounted, place.inVolume)) return;
  const [source, ...others] = mounted.sources;
  const isWhole = source && others.length === 0 && !mounted.volume.projected && source.reference.items.length === 0;
  report({
    at: placeIn(file, place.mount.mountPath?.at ?? place.mount.node),
    message: message("Envoy reads '{0}', but the volume that is mounted there has no such file.", path),
    fixes: () => (isWhole ? addFirstBootstrap(workload, source.reference, place.inVolume) : []),
  });
}

/** A path over which nothing is mounted. Envoy's own images have one config, and no other file where a config may be. */
function checkUnmounted(workload: EnvoyWorkload, report: Report): void {
  const { config, misplaced, envoyContainer, podSpec, silence, file } = workload;
  const written = optionOf(envoyContainer, ['-c', '--config-path']);
  const path = written?.text;
  if (config || misplaced || silence.redirected || silence.retuned || !written?.at || path === undefined) return;
  if (!isInOwnImage(workload) || !runsOnlyEnvoy(envoyContainer) || !mayBeMissing(path)) return;
  const { volumeMounts } = envoyContainer;
  if (!volumeMounts.every(({ mountPath }) => mountPath) || placeInVolume(path, envoyContainer, podSpec)) return;
  report({
    at: placeIn(file, written.at),
    message: message("Envoy reads '{0}', but no volume is mounted there, and the image has no such file.", path),
  });
}

const isInOwnImage = ({ images }: EnvoyWorkload): boolean =>
  images.length > 0 &&
  images.every(({ image }) => isOfficialEnvoyImage(image) && /^(docker\.io\/)?envoyproxy\//.test(imageName(image)));

/** Not the config of the image, nor a file that the system makes. */
const mayBeMissing = (path: string): boolean =>
  /^\/(?!etc\/envoy\/envoy\.yaml$|dev\/|proc\/|sys\/)[\w./-]+$/.test(path);

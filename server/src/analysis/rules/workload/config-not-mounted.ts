import { optionOf } from '../../workspace/envoy-command.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const workloadConfigNotMounted = rule({
  code: 'workload/config-not-mounted',
  subject: 'workload',
  severity: 'warning',
  summary: 'Envoy reads its config from a path where nothing is mounted, while a config is mounted at another path.',
  why: 'Envoy cannot open the file and exits, or it reads the sample config of its image. Often only the ending differs (`.yml` and `.yaml`), or `items` gives the key another name. The rule is silent if an unknown volume may contain the file, or if a script starts Envoy.',
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
  check({ misplaced, envoyContainer, file, silence }, report) {
    if (!misplaced || silence.partial) return;
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
  },
});

import { manifestInt, mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import type { Volume } from '../../kubernetes/manifest.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { configPath } from '../../workspace/envoy-command.ts';
import { type EnvoyUser, envoyUser, securityField } from '../../workspace/envoy-user.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { placeInVolume } from '../../workspace/link-config.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { asScalar, itemsOf, placeOf, valueAt } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadConfigNotReadable = rule({
  code: 'workload/config-not-readable',
  subject: 'workload',
  severity: 'warning',
  summary: 'The mode of a mounted config does not let the user of Envoy read it.',
  why: 'The files of a ConfigMap or Secret belong to root. Envoy runs as `runAsUser`; without it, Envoy’s own images start Envoy as user 101. Then a mode such as `0400` is not enough, and Envoy exits because it cannot read its config. The rule is silent if `fsGroup` is set, or if the group of Envoy may be root.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        defaultMode: 0400
#? warning workload/config-not-readable at "0400"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ configMap: => configMap:\\n        defaultMode: 0444
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { envoyContainer, podSpec, file, silence } = workload;
    const path = configPath(envoyContainer);
    const place = path === undefined ? undefined : placeInVolume(path, envoyContainer, podSpec);
    if (!path || !place || place.volume.contents.length === 0 || silence.partial) return;
    const mode = modeOf(place.volume, place.inVolume);
    const user = mode && envoyUser(workload);
    if (!mode || !user || mayRead(mode.value, user) || hasFurtherGroups(workload)) return;
    report({
      at: placeIn(file, mode.at),
      message: message(
        "Envoy runs as user {0} and cannot read '{1}', whose mode is {2}.",
        user.user,
        path,
        octal(mode),
      ),
      fixes: () => fixes(workload, place.volume, mode),
    });
  },
});

/** The mode of a file in a volume: that of its item, otherwise that of the volume. Undefined if none is written, as the default can be read. */
function modeOf({ node }: Volume, path: string): Located<number> | undefined {
  const [configMap, secret, all] = ['configMap', 'secret', 'projected'].map((name) => valueAt(node, name));
  const projections = mapsIn(valueAt(all, 'sources')).flatMap((source) => [
    valueAt(source, 'configMap'),
    valueAt(source, 'secret'),
  ]);
  const items = [configMap, secret, ...projections].flatMap((source) => mapsIn(valueAt(source, 'items')));
  const own = items.find((item) => stringAt(item, 'path')?.value === path);
  return manifestInt(valueAt(own, 'mode') ?? valueAt(configMap ?? secret ?? all, 'defaultMode'));
}

/** The owner and the group are root. */
const mayRead = (mode: number, { group }: EnvoyUser): boolean =>
  (mode & 0o004) !== 0 || ((mode & 0o040) !== 0 && (group === undefined || group === 0));

/** `fsGroup` makes the files readable for a group of the container. */
const hasFurtherGroups = ({ envoyContainer, podSpec }: EnvoyWorkload): boolean =>
  !!securityField(envoyContainer, podSpec, 'fsGroup') ||
  itemsOf(securityField(envoyContainer, podSpec, 'supplementalGroups')).length > 0;

const octal = ({ value }: Located<number>): string => `0${value.toString(8)}`;

function fixes({ file }: EnvoyWorkload, { contents }: Volume, { value, at }: Located<number>): readonly Fix[] {
  const scalar = asScalar(at);
  if (scalar?.style !== 'plain' || !/^0?\d+$/.test(scalar.text)) return [];
  const readable = value | 0o444;
  const written = /^0\d/.test(scalar.text) ? octal({ value: readable, at }) : String(readable);
  const edit: TextEdit = { range: placeOf(scalar), newText: written };
  return [
    {
      title: message("Change to '{0}'", written),
      // A Secret may be closed to others on purpose.
      preferred: contents.every(({ kind }) => kind === 'ConfigMap'),
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}

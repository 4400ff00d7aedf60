import { markText, marksIn } from './marks.ts';
import type { PodParts } from './manifests.ts';
import type { Choices } from './random.ts';
import type { Scene } from './scene.ts';

/** A way to start Envoy with the path of its config. */
export interface Start {
  readonly name: string;
  /** The image must have a shell. */
  readonly needsShell?: true;
  /** The path is a word of its own in the manifest. */
  readonly namesPath?: true;
  readonly parts: (path: string, scene: Scene, choices: Choices) => PodParts;
}

const more = ({ name }: Scene, { pick }: Choices): readonly string[] =>
  pick([
    [],
    ['-l', 'info'],
    ['--log-level', 'warning'],
    ['--service-cluster', name, '--service-node', name],
    ['--concurrency', '2'],
  ]);

const program = ({ pick }: Choices): string => pick(['envoy', '/usr/local/bin/envoy']);

/** A word that stands for the path has its mark, too. */
const likePath = (path: string, word: string): string => markText(marksIn(path)[0] ?? '', word);

/** Envoy's image reads this path without being told. */
export const defaultPath = '/etc/envoy/envoy.yaml';

export const defaultStart: Start = { name: 'by the image', parts: () => ({}) };

export const starts: readonly Start[] = [
  {
    name: '-c in args',
    namesPath: true,
    parts: (path, scene, choices) => ({ args: ['-c', path, ...more(scene, choices)] }),
  },
  {
    name: '--config-path in args',
    namesPath: true,
    parts: (path, scene, choices) => ({ args: [...more(scene, choices), '--config-path', path] }),
  },
  { name: 'option and path in one word', parts: (path) => ({ args: [`-c ${path}`] }) },
  {
    name: 'all in command',
    namesPath: true,
    parts: (path, scene, choices) => ({ command: [program(choices), '-c', path, ...more(scene, choices)] }),
  },
  {
    name: 'command and args',
    namesPath: true,
    parts: (path, scene, choices) => ({
      command: [program(choices)],
      args: ['--config-path', path, ...more(scene, choices)],
    }),
  },
  {
    name: 'entrypoint of the image',
    namesPath: true,
    needsShell: true,
    parts: (path, scene, choices) => ({
      command: ['/docker-entrypoint.sh'],
      args: ['envoy', '-c', path, ...more(scene, choices)],
    }),
  },
  {
    name: 'variable in args',
    parts: (path) => ({
      args: ['-c', likePath(path, '$(ENVOY_CONFIG)')],
      env: [{ name: 'ENVOY_CONFIG', value: path }],
    }),
  },
  {
    name: 'sh -c',
    needsShell: true,
    parts: (path, scene, choices) => ({
      command: ['/bin/sh', '-c', ['exec envoy -c', path, ...more(scene, choices)].join(' ')],
    }),
  },
  {
    name: 'sh -c with its text in args',
    needsShell: true,
    parts: (path, _, { pick }) => ({
      command: [pick(['sh', '/bin/bash', 'bash']), '-c'],
      args: [`${pick(['', 'exec '])}/usr/local/bin/envoy --config-path ${path} --log-level info`],
    }),
  },
  {
    name: 'bash -ec after a loop',
    needsShell: true,
    parts: (path) => ({
      command: ['/bin/bash', '-ec', `until nc -z localhost 8080; do sleep 1; done; envoy -c ${path}`],
    }),
  },
  {
    name: 'script of several lines',
    needsShell: true,
    parts: (path) => ({
      command: ['/bin/sh'],
      args: ['-c', `set -e\n# waits for the app\nsleep 2\nexec envoy \\\n  -c ${path} \\\n  --log-level info\n`],
    }),
  },
  {
    name: 'quoted path in a script',
    needsShell: true,
    parts: (path, _, { pick }) => ({
      command: ['sh', '-c', pick([`cd / && exec envoy -c '${path}'`, `envoy -c "${path}"`])],
    }),
  },
  {
    name: 'variable in a script',
    needsShell: true,
    parts: (path, _, { pick }) => ({
      command: [
        'sh',
        '-c',
        pick(['exec envoy -c $CONF', 'exec envoy -c "$CONF"', 'envoy -c "${CONF}" --concurrency 1']),
      ],
      env: [{ name: 'CONF', value: path }],
    }),
  },
  {
    name: 'assigned variable in a script',
    needsShell: true,
    parts: (path) => ({ command: ['sh', '-c', `CONF=${path}\nexec envoy -c "$CONF"\n`] }),
  },
  {
    name: 'validated before the start',
    needsShell: true,
    parts: (path) => ({ command: ['sh', '-c', `envoy --mode validate -c ${path} && exec envoy -c ${path}`] }),
  },
  {
    name: 'arguments passed through a shell',
    needsShell: true,
    parts: (path) => ({ command: ['sh', '-c', 'exec envoy "$@"', '--'], args: ['-c', path] }),
  },
];

import type { Carrier, Context } from './carrier.ts';
import { configMap, mounted, secret } from './volume-carriers.ts';
import { markingOf } from './marking.ts';
import type { Tree } from './tree.ts';

/** The config in an argument or a variable, or a file that the manifests only name. */
export const argumentCarriers: readonly Carrier[] = [
  { name: '--config-yaml in args', carry: ({ config }) => ({ parts: { args: ['--config-yaml', config] } }) },
  {
    name: '--config-yaml in command',
    carry: ({ config }) => ({ parts: { command: ['envoy', '-l', 'info', '--config-yaml', config] } }),
  },
  {
    name: '--config-yaml and its text in one word',
    carry: ({ config }) => ({ parts: { args: [`--config-yaml ${config}`] } }),
  },
  {
    name: '--config-yaml $(VAR)',
    carry: ({ config }) => ({
      parts: { args: ['--config-yaml', '$(ENVOY_CONFIG)'], env: [{ name: 'ENVOY_CONFIG', value: config }] },
    }),
  },
  {
    name: '--config-yaml $(VAR) from a ConfigMap',
    carry: (context) => ({
      parts: { args: ['--config-yaml', '$(ENVOY_CONFIG)'], env: [variableFrom(context, 'configMapKeyRef')] },
      documents: [configMap(context, 'data')],
    }),
  },
  {
    name: '--config-yaml $(VAR) from a Secret',
    carry: (context) => ({
      parts: {
        command: ['envoy'],
        args: ['--config-yaml', '$(ENVOY_CONFIG)'],
        env: [variableFrom(context, 'secretKeyRef')],
      },
      documents: [secret(context, context.choices.pick(['data', 'stringData']))],
    }),
  },
  {
    name: '--config-yaml "$VAR" in a script',
    carry: (context) => ({
      parts: {
        command: ['sh', '-c', 'exec envoy --config-yaml "$ENVOY_CONFIG"'],
        env: [variableFrom(context, 'configMapKeyRef')],
      },
      documents: [configMap(context, 'data')],
    }),
  },
  { name: 'hostPath of the file', carry: (context) => fromHost(context, true) },
  { name: 'hostPath of the folder', carry: (context) => fromHost(context, false) },
  {
    name: 'comment that names the file',
    carry: ({ scene, config }) => ({
      parts: {},
      files: [{ path: scene.names.key, text: config }],
      comment: `# envoy-sidecar: config=${scene.names.key}`,
    }),
  },
  {
    name: 'listeners in a file of the ConfigMap',
    carry: (context) => {
      const { scene, listeners } = context;
      const { folder, config } = scene.names;
      const content = configMap({ ...context, config: context.split(`${folder}/lds.yaml`) }, 'data');
      const data = { ...(content.data as { readonly [key: string]: Tree }), 'lds.yaml': listeners };
      return mounted(context, [{ ...content, data }], { configMap: { name: config } }, (marking) => ({
        mountPath: marking.text('mount.path', folder),
      }));
    },
  },
  {
    name: 'script in the ConfigMap',
    carry: (context) => {
      const { folder, key } = context.scene.names;
      const script = `#!/bin/sh\nset -e\necho starting\nexec envoy -c ${folder}/${key} --log-level info\n`;
      const content = configMap(context, 'data');
      const data = { 'start.sh': script, ...(content.data as { readonly [key: string]: Tree }) };
      const carried = mounted(
        context,
        [{ ...content, data }],
        { configMap: { name: context.scene.names.config, defaultMode: 0o755 } },
        (marking) => ({ mountPath: marking.text('mount.path', folder) }),
      );
      const command = context.choices.pick([
        [`${folder}/start.sh`],
        ['sh', `${folder}/start.sh`],
        ['/bin/sh', '-c', `${folder}/start.sh`],
      ]);
      return { parts: { ...carried.parts, command }, documents: carried.documents ?? [] };
    },
  },
];

function variableFrom({ scene }: Context, kind: 'configMapKeyRef' | 'secretKeyRef'): Tree {
  const key = markingOf(scene).text('item.key', scene.names.key);
  return { name: 'ENVOY_CONFIG', valueFrom: { [kind]: { name: scene.names.config, key } } };
}

function fromHost(context: Context, isFile: boolean) {
  const { key, folder } = context.scene.names;
  const root = context.choices.pick(['/srv/shop', '/opt/envoy/conf', '/etc/sidecar']);
  const hostPath = isFile ? { path: `${root}/${key}`, type: 'File' } : { path: root, type: 'Directory' };
  return {
    ...mounted(context, [], { hostPath }, (marking) => ({
      mountPath: marking.text('mount.path', isFile ? `${folder}/${key}` : folder),
    })),
    files: [{ path: key, text: context.config }],
  };
}

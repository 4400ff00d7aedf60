/** The name of the file that configures the extension for the files in its folder and below. */
export const projectFileName = '.envoy-sidecar.yaml';

export const isProjectPath = (uri: string): boolean => uri.endsWith(`/${projectFileName}`);

export const severityNames = ['error', 'warning', 'information', 'hint', 'off'] as const;

/** The severity of a rule. `off` disables it. */
export type SeverityName = (typeof severityNames)[number];

export type ProjectKeyName = 'rules' | 'ignore' | 'envoyImages' | 'envoyVersion' | 'kubernetesVersion' | 'appPorts';

/** A key of a project file. */
export interface ProjectKey {
  readonly name: ProjectKeyName;
  /** How its value begins. */
  readonly form: 'map' | 'list' | 'scalar';
  /** What it is, in a few words. */
  readonly type: string;
  /** What it does, as a message. */
  readonly says: { readonly template: string; readonly args: readonly string[] };
}

/** In the order in which they are offered. */
export const projectKeys: readonly ProjectKey[] = [
  {
    name: 'rules',
    form: 'map',
    type: 'rule: severity',
    says: {
      template: 'Severities by rule or by area, such as {0}. {1} disables a rule. The exact code takes precedence.',
      args: ['`kubernetes/*`', '`off`'],
    },
  },
  {
    name: 'ignore',
    form: 'list',
    type: '[]path',
    says: {
      template:
        'Files without diagnostics, as paths from the folder of this file: {0}, {1}. {2} excludes a file again.',
      args: ['`vendor/**`', '`*.gen.yaml`', '`!`'],
    },
  },
  {
    name: 'envoyImages',
    form: 'list',
    type: '[]image',
    says: {
      template: 'Further image repositories that contain Envoy, without a tag: {0}.',
      args: ['`registry.example.com/team/proxy`'],
    },
  },
  {
    name: 'envoyVersion',
    form: 'scalar',
    type: 'version, or path: version',
    says: {
      template: 'The Envoy version of the configs. A map from paths to versions is possible; the first match applies.',
      args: [],
    },
  },
  {
    name: 'kubernetesVersion',
    form: 'scalar',
    type: 'version, or path: version',
    says: {
      template: 'The Kubernetes version of the manifests. A map from paths to versions is possible, too.',
      args: [],
    },
  },
  {
    name: 'appPorts',
    form: 'map',
    type: 'image: port',
    says: {
      template: 'The ports on which apps listen, by image repository without a tag: {0}.',
      args: ['`team/app: 8080`'],
    },
  },
];

export const projectKey = (name: string): ProjectKey | undefined => projectKeys.find((key) => key.name === name);

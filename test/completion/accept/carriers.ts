import { parse, stringify } from 'yaml';

/** A file that carries a config. */
export interface Carried {
  readonly uri: string;
  readonly text: string;
}

/** The ways in which the config of a file can be written. Undefined if this one cannot hold it. */
export const carriers: Readonly<Record<string, (config: string) => Carried | undefined>> = {
  'own file': (text) => ({ uri: 'file:///envoy.yaml', text }),
  ConfigMap: (config) =>
    inLines(config, 4, (lines) => ({
      uri: 'file:///config-map.yaml',
      text: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: envoy\ndata:\n  envoy.yaml: |\n${lines}\n`,
    })),
  '--config-yaml': (config) =>
    inLines(config, 12, (lines) => ({
      uri: 'file:///pod.yaml',
      text: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  containers:\n    - name: envoy\n      image: envoyproxy/envoy:v1.40.0\n      args:\n        - --config-yaml\n        - |\n${lines}\n`,
    })),
  JSON: (config) =>
    ofValue(config, (value) => ({ uri: 'file:///envoy.json', text: `${JSON.stringify(value, null, 2)}\n` })),
  flow: (config) =>
    ofValue(config, (value) => ({ uri: 'file:///envoy.yaml', text: inBrackets(value as Record<string, unknown>) })),
};

function inLines(config: string, by: number, write: (lines: string) => Carried): Carried | undefined {
  // A text that begins with blanks needs an indentation indicator, and more documents cannot be in one value.
  if (/^\s|\r|\t|^---/m.test(config.trim().replace(/\n\s*/g, '')) || /^(---|\.\.\.)/m.test(config)) return undefined;
  return write(config.trimEnd().replace(/^(?=.)/gm, ' '.repeat(by)));
}

function ofValue(config: string, write: (value: unknown) => Carried): Carried | undefined {
  try {
    const value: unknown = parse(config);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? write(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The first two levels in block style, all below in brackets. */
const inBrackets = (config: Record<string, unknown>): string =>
  Object.entries(config)
    .map(([key, value]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${key}: ${inFlow(value)}`;
      return `${key}:\n${Object.entries(value)
        .map(([name, one]) => `  ${name}: ${inFlow(one)}`)
        .join('\n')}`;
    })
    .join('\n')
    .concat('\n');

const inFlow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 100 })
    .trimEnd()
    .replaceAll('\n', '\n    ');

import { kubernetesVersion } from '../../schema/kubernetes-versions.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlFile, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { envoyVersion } from '../envoy-version.ts';
import { projectKey, type ProjectKeyName, type SeverityName, severityNames } from './project-keys.ts';

/** What a project file sets. */
export interface ProjectSettings {
  /** By the code of a rule, or `area/*`. */
  readonly rules: Readonly<Record<string, SeverityName>>;
  /** Patterns of paths. */
  readonly ignore: readonly string[];
  /** Repositories of images that contain Envoy. */
  readonly envoyImages: readonly string[];
  readonly envoyVersions: readonly VersionOfPath[];
  readonly kubernetesVersions: readonly VersionOfPath[];
  /** By the repository of an image. */
  readonly appPorts: Readonly<Record<string, readonly number[]>>;
}

export interface VersionOfPath {
  /** Undefined for all paths. */
  readonly pattern: string | undefined;
  readonly version: string;
  readonly range: TextRange;
}

/** A mistake in a project file. The part that it is about has no effect. */
export interface ProjectProblem {
  readonly kind: 'unknown-key' | 'duplicate-key' | 'invalid-value' | 'invalid-version';
  readonly range: TextRange;
  /** The key or value in question. */
  readonly written: string;
  /** The message for an invalid value or version. */
  readonly template?: string;
  readonly expected?: 'severity';
}

export interface ReadProject {
  readonly settings: ProjectSettings;
  readonly problems: readonly ProjectProblem[];
  readonly keys: readonly string[];
  /** The codes of rules and areas that are named. */
  readonly codes: readonly YamlEntry[];
}

export const noSettings: ProjectSettings = {
  rules: {},
  ignore: [],
  envoyImages: [],
  envoyVersions: [],
  kubernetesVersions: [],
  appPorts: {},
};

type Report = (problem: ProjectProblem) => void;

/** Reads a project file. Parts with mistakes are left out. */
export function readProject({ documents: [first, second] }: YamlFile): ReadProject {
  const root = first?.root;
  const problems: ProjectProblem[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const values = new Map<ProjectKeyName, YamlNode>();
  const entries = entriesOf(root, 'The project file must be a map with keys.', report);
  for (const { key, value } of entries) {
    const known = projectKey(key.text);
    if (!known) report({ kind: 'unknown-key', range: key.range, written: key.text });
    else if (value) values.set(known.name, value);
  }
  const template = 'Only the first document of the project file is read.';
  if (second?.root) report({ kind: 'invalid-value', range: placeOf(second.root), written: '', template });
  const codes = entriesOf(values.get('rules'), "The value of 'rules' must be a map from rules to severities.", report);
  return {
    settings: {
      rules: severities(codes, report),
      ignore: texts(values.get('ignore'), "The value of 'ignore' must be a list of paths.", report),
      envoyImages: texts(values.get('envoyImages'), "The value of 'envoyImages' must be a list of images.", report),
      envoyVersions: versions(values.get('envoyVersion'), envoyVersions, report),
      kubernetesVersions: versions(values.get('kubernetesVersion'), kubernetesVersions, report),
      appPorts: ports(values.get('appPorts'), report),
    },
    problems,
    keys: entries.map(({ key }) => key.text),
    codes,
  };
}

/** The entries of a map. If a key is written several times, the last one applies. */
function entriesOf(node: YamlNode | undefined, template: string, report: Report): readonly YamlEntry[] {
  if (!node) return [];
  if (node.kind !== 'map') {
    report({ kind: 'invalid-value', range: placeOf(node), written: '', template });
    return [];
  }
  const byKey = new Map(node.entries.map((entry) => [entry.key.text, entry]));
  for (const entry of node.entries)
    if (byKey.get(entry.key.text) !== entry)
      report({ kind: 'duplicate-key', range: entry.key.range, written: entry.key.text });
  return [...byKey.values()];
}

function severities(codes: readonly YamlEntry[], report: Report): ProjectSettings['rules'] {
  return Object.fromEntries(
    codes.flatMap(({ key, value }) => {
      if (!value) return [];
      const severity = severityNames.find((name) => name === textOf(value));
      if (severity) return [[key.text, severity] as const];
      const template = "'{0}' is not a severity. Use error, warning, information, hint or off.";
      report({
        kind: 'invalid-value',
        range: placeOf(value),
        written: shownText(value),
        template,
        expected: 'severity',
      });
      return [];
    }),
  );
}

/** @param template the message for a value that is not a list */
function texts(node: YamlNode | undefined, template: string, report: Report): readonly string[] {
  if (!node) return [];
  if (node.kind !== 'seq') {
    report({ kind: 'invalid-value', range: placeOf(node), written: '', template });
    return [];
  }
  return node.items.flatMap((item) => {
    const text = textOf(item);
    if (text) return [text];
    report({ kind: 'invalid-value', range: placeOf(item), written: '', template: 'A string is required here.' });
    return [];
  });
}

/** How versions are read, and what is reported about others. */
interface VersionKind {
  read(written: string): string | undefined;
  readonly wrong: string;
  readonly wrongType: string;
}

const envoyVersions: VersionKind = {
  read: envoyVersion,
  wrong: "'{0}' is not a valid Envoy version. Use a version such as 1.36 or 1.36.4.",
  wrongType: "The value of 'envoyVersion' must be a version, or a map from paths to versions.",
};

const kubernetesVersions: VersionKind = {
  read: kubernetesVersion,
  wrong: "'{0}' is not a valid Kubernetes version. Use a version such as 1.33.",
  wrongType: "The value of 'kubernetesVersion' must be a version, or a map from paths to versions.",
};

function versions(node: YamlNode | undefined, kind: VersionKind, report: Report): readonly VersionOfPath[] {
  const read = (value: YamlNode, pattern: string | undefined): readonly VersionOfPath[] => {
    const range = placeOf(value);
    const version = kind.read(textOf(value) ?? '');
    if (version !== undefined) return [{ pattern, version, range }];
    report({ kind: 'invalid-version', range, written: shownText(value), template: kind.wrong });
    return [];
  };
  if (!node) return [];
  if (node.kind === 'scalar') return read(node, undefined);
  return entriesOf(node, kind.wrongType, report).flatMap(({ key, value }) => (value ? read(value, key.text) : []));
}

function ports(node: YamlNode | undefined, report: Report): ProjectSettings['appPorts'] {
  const read = (value: YamlNode): readonly number[] => {
    const port = Number(/^[1-9]\d{0,4}$/.exec(textOf(value) ?? '')?.[0]);
    if (port <= 65_535) return [port];
    const template = "'{0}' is not a port. Use a number from 1 to 65535, or a list of them.";
    report({ kind: 'invalid-value', range: placeOf(value), written: shownText(value), template });
    return [];
  };
  const entries = entriesOf(node, "The value of 'appPorts' must be a map from images to ports.", report);
  return Object.fromEntries(
    entries.flatMap(({ key, value }) => {
      const found = value?.kind === 'seq' ? value.items.map(read) : value ? [read(value)] : [];
      // A list with a mistake is incomplete.
      return found.length > 0 && found.every((one) => one.length > 0) ? [[key.text, found.flat()] as const] : [];
    }),
  );
}

const textOf = (node: YamlNode): string | undefined => (node.kind === 'scalar' ? node.text.trim() : undefined);

const shownText = (node: YamlNode): string => textOf(node) ?? (node.kind === 'map' ? '{…}' : '[…]');

import { isDiscoveryResponse, lowerDiscoveryResponse } from '../envoy/discovery-response.ts';
import type { EnvoyConfig } from '../envoy/envoy-config.ts';
import { type FileSubscription, fileSubscriptionsIn } from '../envoy/file-subscriptions.ts';
import { hasBothSpellings } from '../envoy/envoy-field.ts';
import { grpcTargetsIn } from '../envoy/grpc-targets.ts';
import { filesRead } from '../envoy/files-read.ts';
import { isEnvoyConfig } from '../envoy/is-envoy-config.ts';
import { lowerEnvoyConfig } from '../envoy/lower-envoy-config.ts';
import type { MessageChecks, MessageProblem } from '../envoy/message-checks/message-check.ts';
import { messageVisitor } from '../envoy/message-checks/message-problems.ts';
import {
  withoutBothSpellings,
  withoutForeignCommands,
  withoutSlipped,
} from '../envoy/message-checks/without-consequences.ts';
import { type V2Leftover, v2LeftoversIn } from '../envoy/v2-leftovers.ts';
import type { EnvoyFinding } from '../envoy/validate/envoy-finding.ts';
import { validateMessage } from '../envoy/validate/validate-message.ts';
import type { ValidateOptions } from '../envoy/validate/walk.ts';
import type { Kustomization } from '../kubernetes/kustomization.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { decodeBase64 } from '../text/base64.ts';
import { grouped } from '../text/grouped.ts';
import { lazy } from '../text/lazy.ts';
import { withLineFeeds } from '../text/line-breaks.ts';
import { type Memo, createMemo, type MemoTables, emptyMemo, someNode } from '../yaml/incremental/memo.ts';
import { parseBlocks } from '../yaml/incremental/parse-blocks.ts';
import { type NestedText, nestedText } from '../yaml/syntax/nested-text.ts';
import { isTemplate } from '../yaml/edit/placeholder.ts';
import { embeddedFile } from '../yaml/syntax/embedded-file.ts';
import type { Located, YamlError, YamlFile, YamlMap, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import { telling } from './file-kind.ts';
import { fileName } from './uri-path.ts';

/** What a config is, also one that is only being begun. */
export const bootstrapType = 'envoy.config.bootstrap.v3.Bootstrap';

/**
 * A bootstrap, or a part of one in a separate file, and its location. Its nodes have offsets of the file even if it is
 * nested.
 */
export interface EnvoySource {
  readonly uri: string;
  /** `discovery`: a file of a filesystem subscription, which Envoy reads while it runs. */
  readonly form: 'bootstrap' | 'discovery';
  /** Full name of its message. */
  readonly type: string;
  readonly config: EnvoyConfig;
  /** The scalar that contains it. Undefined if it is the whole file. */
  readonly scalar?: YamlScalar;
  /** The text that Envoy reads. */
  readonly text: string;
  /** False inside quoted or folded scalars, where lines cannot be inserted. */
  readonly editable: boolean;
  readonly errors: readonly YamlError[];
  readonly validated: (options: ValidateOptions, checks: MessageChecks) => ValidatedConfig;
  readonly v2Leftovers: () => readonly V2Leftover[];
  /** The files that Envoy reads further resources from. */
  readonly fileSubscriptions: () => readonly FileSubscription[];
  /** The targets of `google_grpc`. */
  readonly grpcTargets: () => readonly Located<string>[];
  /** The paths of all files that Envoy reads, those of the subscriptions included. */
  readonly filesRead: () => readonly Located<string>[];
  /** What is known of the blocks of the config from earlier versions of the file. */
  readonly memo: Memo;
}

/** What one walk over a config finds. */
export interface ValidatedConfig {
  /** What Envoy's loader finds, with paths from the config's root. */
  readonly findings: readonly EnvoyFinding[];
  /** What Envoy's own code refuses in single messages, by the code of the rule. */
  readonly problems: ReadonlyMap<string, readonly MessageProblem[]>;
}

/**
 * True if all of the config is known: it was parsed completely, and no field is written in both spellings, which Envoy
 * merges. Otherwise nothing can be reported as missing.
 */
export const isWhole = (file: { readonly yaml: YamlFile }, { scalar, errors, config, memo }: EnvoySource): boolean =>
  errors.length === 0 &&
  (!scalar || file.yaml.errors.length === 0) &&
  !someNode(config.root, memo, 'a key in both spellings', hasBothSpellings);

/** True for a config that is the value of a ConfigMap's key. */
export const isInConfigMap = (
  { manifests }: { readonly manifests: readonly Manifest[] },
  { scalar }: EnvoySource,
): boolean =>
  manifests.some(({ configMap }) =>
    [...(configMap?.keys.values() ?? [])].some(({ value }) => value && value === scalar),
  );

/** What prevents Envoy from reading a text. Envoy reads only the first document. */
export function envoyErrors({ documents, errors }: YamlFile): readonly YamlError[] {
  const [first, second] = documents;
  return first && second ? errors.filter(({ range }) => range.start < first.range.end) : errors;
}

/** What the configs of a file are read from. */
export interface ConfigFile {
  readonly uri: string;
  readonly text: string;
  readonly yaml: YamlFile;
  /** A config refers to the file as xDS, so it is one even if it is not recognized by its content. */
  readonly isNamed: boolean;
  /** What is known of earlier versions. */
  readonly topics: MemoTables;
  /** Parses a text inside of the file. @param index which one of them */
  readonly parseNested: (index: number, text: string) => YamlFile;
}

/** The config that a file is. */
export function ownSource({ uri, text, yaml, isNamed, topics }: ConfigFile): EnvoySource[] {
  // Envoy reads the first document only (semantics case `doc-second`).
  const root = asMap(yaml.documents[0]?.root);
  if (!root) return [];
  const config = readConfig(root, text, isNamed, memoryOf(yaml, topics));
  return [{ uri, ...config, text, editable: true, errors: envoyErrors(yaml) }];
}

/** The configs in a file of manifests: in ConfigMaps and in `--config-yaml` arguments. */
export function embeddedSources(file: ConfigFile, manifests: readonly Manifest[]): EnvoySource[] {
  let index = 0;
  const read = (scalar: YamlScalar, isNamed: boolean): EnvoySource[] => {
    const option = /^--config-yaml /.exec(scalar.text)?.[0].length ?? 0;
    const nested = option > 0 ? restOf(scalar, option, file.text) : undefined;
    const source =
      isNamed || telling.test(scalar.text) ? embeddedSource(file, index++, scalar, isNamed, nested) : undefined;
    return source ? [source] : [];
  };
  return manifests.flatMap((manifest) => {
    const found = embeddedScalars(manifest).flatMap((scalar) => read(scalar, false));
    return [...found, ...namedKeys(manifest, found).flatMap((scalar) => read(scalar, true))];
  });
}

const memoryOf = ({ origins }: YamlFile, topics: MemoTables): Memo =>
  origins ? createMemo(origins, topics) : emptyMemo();

/** The keys of a ConfigMap that a config in it refers to as xDS files. They are mounted together. */
function namedKeys({ configMap }: Manifest, found: readonly EnvoySource[]): YamlScalar[] {
  const names = new Set(found.flatMap((source) => source.fileSubscriptions().map(({ path }) => fileName(path.value))));
  if (names.size === 0) return [];
  return [...(configMap?.keys ?? [])].flatMap(([key, { value }]) =>
    value && names.has(key) && !found.some(({ scalar }) => scalar === value) ? [value] : [],
  );
}

function embeddedScalars(manifest: Manifest): YamlScalar[] {
  const keys = [...(manifest.configMap?.keys.values() ?? []), ...(manifest.secret?.keys.values() ?? [])];
  const values = keys.flatMap(({ value }) => value ?? []);
  const containers = [...(manifest.podSpec?.containers ?? []), ...(manifest.podSpec?.initContainers ?? [])];
  const inline = containers.flatMap(({ command, args }) => {
    const words = [...command, ...args];
    return words.filter(({ text }, i) => words[i - 1]?.text === '--config-yaml' || text.startsWith('--config-yaml '));
  });
  const variables = containers.flatMap(({ env }) => env.flatMap(({ value }) => value ?? []));
  return [...values, ...inline, ...variables];
}

/** The configs that a kustomization writes as literals. */
export function literalSources(file: ConfigFile, kustomization: Kustomization | undefined): EnvoySource[] {
  const literals = (kustomization?.configMaps ?? []).flatMap((generator) => generator.literals);
  return literals.flatMap(({ text, at }, index) => {
    if (!telling.test(text)) return [];
    return embeddedSource(file, index, at, false, restOf(at, at.text.length - text.length, file.text)) ?? [];
  });
}

/** The text of a scalar after its first characters. */
function restOf(scalar: YamlScalar, skipped: number, fileText: string): NestedText {
  const { place } = nestedText(scalar, fileText);
  return { text: scalar.text.slice(skipped), place: (offset) => place(offset + skipped), editable: false };
}

/** The configs in base64 in Secrets and ConfigMaps. Their locations are those of the encoded characters. */
export function sealedSources(file: Pick<ConfigFile, 'uri' | 'text'>, manifests: readonly Manifest[]): EnvoySource[] {
  const scalars = manifests.flatMap(({ configMap, secret }) => [
    ...(configMap?.encoded.values() ?? []),
    ...(secret?.encoded.values() ?? []),
  ]);
  const topics: MemoTables = new Map();
  const parseNested = (_: number, text: string): YamlFile => parseBlocks(withLineFeeds(text));
  return scalars.flatMap(({ value }, index) => {
    const text = value && decodeBase64(value.text);
    if (!value || !text || !telling.test(text)) return [];
    const { place } = nestedText(value, file.text);
    const nested = { text, place: (offset: number) => place(Math.floor((offset * 4) / 3)), editable: false };
    const yaml = { documents: [], errors: [] };
    return embeddedSource({ ...file, yaml, isNamed: false, topics, parseNested }, index, value, false, nested) ?? [];
  });
}

function embeddedSource(
  { uri, text: fileText, topics, parseNested }: ConfigFile,
  index: number,
  scalar: YamlScalar,
  isNamed: boolean,
  { text, place, editable }: NestedText = nestedText(scalar, fileText),
): EnvoySource | undefined {
  const parsed = parseNested(index, text);
  const yaml = embeddedFile(parsed, place);
  const errors = envoyErrors(yaml);
  const root = asMap(yaml.documents[0]?.root);
  if (!root || !(isNamed || isEnvoyConfig(root) || isDiscoveryResponse(root)) || isTemplate(text, envoyErrors(parsed)))
    return undefined;
  const config = readConfig(root, text, isNamed, memoryOf(yaml, topics));
  return { uri, ...config, scalar, text, editable, errors };
}

function readConfig(
  root: YamlMap,
  text: string,
  isNamed: boolean,
  memo: Memo,
): Omit<EnvoySource, 'uri' | 'text' | 'scalar' | 'editable' | 'errors'> {
  const isPart = isDiscoveryResponse(root) || (isNamed && !isEnvoyConfig(root));
  const type = isPart ? 'envoy.service.discovery.v3.DiscoveryResponse' : bootstrapType;
  const config = isPart ? lowerDiscoveryResponse(root, memo) : lowerEnvoyConfig(root, memo);
  const validated = remember((options, checks) => {
    const messages = messageVisitor(config, { ...options, memo }, checks);
    const findings = validateMessage(root, type, options, { memo, messages });
    const own = withoutBothSpellings(root, findings, withoutSlipped(root, findings, messages.problems()));
    const problems = withoutForeignCommands(root, own);
    return { findings, problems: grouped(problems.map((problem) => [problem.code, problem] as const)) };
  });
  const fileSubscriptions = lazy(() => fileSubscriptionsIn(config, text, memo));
  return {
    form: isPart ? 'discovery' : 'bootstrap',
    type,
    config,
    memo,
    validated,
    v2Leftovers: lazy(() => v2LeftoversIn(config, memo)),
    grpcTargets: lazy(() => grpcTargetsIn(config, text, memo)),
    fileSubscriptions,
    filesRead: lazy(() => [...filesRead(config, text, memo), ...fileSubscriptions().map(({ path }) => path)]),
  };
}

/** Computes a result once for each version. A config is rarely checked for more than one. */
function remember(ask: EnvoySource['validated']): EnvoySource['validated'] {
  const known = new Map<string, ValidatedConfig>();
  return (options, checks) => {
    const key = `${options.version} ${options.contrib} ${checks.name}`;
    const found = known.get(key) ?? ask(options, checks);
    known.set(key, found);
    return found;
  };
}

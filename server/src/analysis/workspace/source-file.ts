import { isDiscoveryResponse, lowerDiscoveryResponse } from '../envoy/discovery-response.ts';
import type { EnvoyConfig } from '../envoy/envoy-config.ts';
import { type FileSubscription, fileSubscriptionsIn } from '../envoy/file-subscriptions.ts';
import { isEnvoyConfig } from '../envoy/is-envoy-config.ts';
import { lowerEnvoyConfig } from '../envoy/lower-envoy-config.ts';
import { type V2Leftover, v2LeftoversIn } from '../envoy/v2-leftovers.ts';
import type { EnvoyFinding } from '../envoy/validate/envoy-finding.ts';
import type { MessageProblem } from '../envoy/message-checks/message-check.ts';
import { messageVisitor } from '../envoy/message-checks/message-problems.ts';
import { validateMessage } from '../envoy/validate/validate-message.ts';
import type { ValidateOptions } from '../envoy/validate/walk.ts';
import { isKustomizationPath, type Kustomization, lowerKustomization } from '../kubernetes/kustomization.ts';
import { lowerManifests } from '../kubernetes/lower-manifest.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { type LineIndex, lineIndex } from '../text/line-index.ts';
import { type BlockMemory, blockMemory, type KnownTopics, noMemory } from '../yaml/block-memory.ts';
import { nestedText } from '../yaml/nested-text.ts';
import { type ParsedFile, parseBlocks } from '../yaml/parse-blocks.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import { isTemplate } from '../yaml/placeholder.ts';
import type { YamlError, YamlFile, YamlMap, YamlScalar } from '../yaml/yaml-node.ts';
import { asMap } from '../yaml/yaml-path.ts';
import { type Directive, directivesIn } from './directives.ts';
import { lazy } from '../text/lazy.ts';
import { fileName } from './uri-path.ts';

export type FileKind = 'envoy' | 'kubernetes' | 'kustomization' | 'template' | 'other';

/** One file of a snapshot. Everything below its text is computed on first use. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly lineIndex: LineIndex;
  readonly yaml: YamlFile;
  /** What the next version of the file may reuse. */
  readonly known: KnownOfFile;
  readonly kind: FileKind;
  readonly directives: readonly Directive[];
  readonly manifests: readonly Manifest[];
  readonly kustomization: Kustomization | undefined;
  /** The bootstraps in the file: the file itself, or those in ConfigMaps and `--config-yaml` arguments. */
  readonly envoySources: readonly EnvoySource[];
}

/** A bootstrap, or a part of one that comes from a file of its own, and where it lies; its nodes carry offsets of the file also when it is nested. */
export interface EnvoySource {
  readonly uri: string;
  /** `discovery`: a file of a filesystem subscription, which Envoy reads while it runs. */
  readonly form: 'bootstrap' | 'discovery';
  readonly config: EnvoyConfig;
  /** The scalar that holds it; absent when it is the whole file. */
  readonly scalar?: YamlScalar;
  /** The text that Envoy reads. */
  readonly text: string;
  /** False inside quoted or folded scalars, where lines cannot be inserted. */
  readonly editable: boolean;
  readonly errors: readonly YamlError[];
  /** What Envoy's loader finds, with paths from the config's root. */
  readonly findings: (options: ValidateOptions) => readonly EnvoyFinding[];
  readonly v2Leftovers: () => readonly V2Leftover[];
  /** What Envoy's own code refuses in single messages. */
  readonly messageProblems: (options: ValidateOptions) => readonly MessageProblem[];
  /** The files that Envoy reads further resources from. */
  readonly fileSubscriptions: () => readonly FileSubscription[];
  /** What is known of the blocks of the config from earlier versions of the file. */
  readonly memory: BlockMemory;
}

/** True where the config is read as it is written: broken YAML may have lost parts of it, so that nothing may be said to be missing. */
export const isWhole = (file: SourceFile, { scalar, errors }: EnvoySource): boolean =>
  errors.length === 0 && (!scalar || file.yaml.errors.length === 0);

/** True for a config that is the value of a ConfigMap's key. */
export const isInConfigMap = ({ manifests }: SourceFile, { scalar }: EnvoySource): boolean =>
  manifests.some(({ configMap }) =>
    [...(configMap?.keys.values() ?? [])].some(({ value }) => value && value === scalar),
  );

/** What keeps Envoy from reading a text: it stops behind the first document. */
export function envoyErrors({ documents, errors }: YamlFile): readonly YamlError[] {
  const [first, second] = documents;
  return first && second ? errors.filter(({ range }) => range.start < first.range.end) : errors;
}

/** What a file is taken for when its content does not tell. */
export type TreatAs = 'envoy' | 'kubernetes' | undefined;

/** `discovery`: a config names it as a file of xDS. */
type ReadAs = TreatAs | 'discovery';

/** What is known of a file or, while nothing was asked of it, of the version before. Snapshots hold nothing else of each other. */
export interface KnownOfFile {
  readonly parsed?: ParsedFile;
  readonly topics: KnownTopics;
}

/** @param earlier the file before an edit: what stays of it need not be parsed and checked again */
export function sourceFile(uri: string, text: string, treatAs?: ReadAs, earlier?: SourceFile): SourceFile {
  let known: KnownOfFile = earlier?.known ?? { topics: new Map() };
  const index = lazy(() => lineIndex(text));
  const yaml = lazy(() => {
    const parsed = parseBlocks(text, known.parsed);
    known = { ...known, parsed };
    return parsed;
  });
  const kind = lazy(() => fileKind(uri, text, yaml, treatAs));
  const directives = lazy(() => directivesIn(text));
  const manifests = lazy(() => (kind() === 'kubernetes' ? yaml().documents.flatMap(lowerManifests) : []));
  const memory = lazy(() => {
    const { origins } = yaml();
    return origins ? blockMemory(origins, known.topics) : noMemory();
  });
  const isNamed = treatAs === 'discovery';
  const sources = lazy(() => envoySources(uri, text, kind(), yaml, manifests, isNamed, memory));
  const kustomization = lazy(() => {
    const root = kind() === 'kustomization' ? asMap(yaml().documents[0]?.root) : undefined;
    return root && lowerKustomization(root);
  });
  return {
    uri,
    text,
    get lineIndex() {
      return index();
    },
    get yaml() {
      return yaml();
    },
    get known() {
      return known;
    },
    get kind() {
      return kind();
    },
    get directives() {
      return directives();
    },
    get manifests() {
      return manifests();
    },
    get kustomization() {
      return kustomization();
    },
    get envoySources() {
      return sources();
    },
  };
}

/** Words without which a text is neither a bootstrap nor a manifest: most files of a workspace need not be parsed. */
const telling =
  /static_?resources|dynamic_?resources|layered_?runtime|bootstrap_?extensions|admin|apiVersion|type\.googleapis\.com\/envoy\./i;

function fileKind(uri: string, text: string, yaml: () => YamlFile, treatAs: ReadAs): FileKind {
  if (isKustomizationPath(uri)) return 'kustomization';
  if (!treatAs && !telling.test(text)) return 'other';
  if (text.includes('\0') || /\.(pb|pb_text|pbtxt|prototxt|textproto)$/i.test(uri)) return 'other';
  const { documents, errors } = yaml();
  if (isTemplate(text, errors.length === 0)) return 'template';
  if (documents.some(({ root }) => isEnvoyConfig(root) || isDiscoveryResponse(root))) return 'envoy';
  if (documents.some((document) => lowerManifests(document).length > 0)) return 'kubernetes';
  const named = treatAs === 'discovery' ? 'envoy' : treatAs;
  return errors.length > 0 ? brokenKind(text, named) : (named ?? 'other');
}

/** A broken text has no tree to go by, only its lines. */
function brokenKind(text: string, treatAs: TreatAs): FileKind {
  if (/^(static_resources|dynamic_resources|staticResources):/m.test(text)) return 'envoy';
  if (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) return 'kubernetes';
  return treatAs ?? 'other';
}

function envoySources(
  uri: string,
  text: string,
  kind: FileKind,
  yaml: () => YamlFile,
  manifests: () => readonly Manifest[],
  isNamed: boolean,
  memory: () => BlockMemory,
): EnvoySource[] {
  if (kind === 'envoy') {
    // Envoy reads the first document only (semantics case `doc-second`).
    const root = asMap(yaml().documents[0]?.root);
    if (!root) return [];
    const config = readConfig(root, text, isNamed, memory());
    return [{ uri, ...config, text, editable: true, errors: envoyErrors(yaml()) }];
  }
  return manifests().flatMap((manifest) => {
    const found = embeddedScalars(manifest).flatMap((scalar) => embeddedSource(uri, text, scalar) ?? []);
    return [...found, ...namedKeys(manifest, found).flatMap((scalar) => embeddedSource(uri, text, scalar, true) ?? [])];
  });
}

/** The keys of a ConfigMap that a config in it names as files of xDS: they are mounted together. */
function namedKeys({ configMap }: Manifest, found: readonly EnvoySource[]): YamlScalar[] {
  const names = new Set(found.flatMap((source) => source.fileSubscriptions().map(({ path }) => fileName(path.value))));
  if (names.size === 0) return [];
  return [...(configMap?.keys ?? [])].flatMap(([key, { value }]) =>
    value && names.has(key) && !found.some(({ scalar }) => scalar === value) ? [value] : [],
  );
}

function embeddedScalars(manifest: Manifest): YamlScalar[] {
  const values = [...(manifest.configMap?.keys.values() ?? [])].flatMap(({ value }) => value ?? []);
  const containers = [...(manifest.podSpec?.containers ?? []), ...(manifest.podSpec?.initContainers ?? [])];
  const inline = containers.flatMap(({ command, args }) => {
    const words = [...command, ...args];
    return words.filter((_, i) => words[i - 1]?.text === '--config-yaml');
  });
  return [...values, ...inline];
}

function embeddedSource(uri: string, fileText: string, scalar: YamlScalar, isNamed = false): EnvoySource | undefined {
  if (!isNamed && !telling.test(scalar.text)) return undefined;
  const nested = nestedText(scalar, fileText);
  const yaml = parseYaml(nested.text, nested.place);
  const { documents } = yaml;
  const errors = envoyErrors(yaml);
  const root: YamlMap | undefined = asMap(documents[0]?.root);
  if (
    !root ||
    !(isNamed || isEnvoyConfig(root) || isDiscoveryResponse(root)) ||
    isTemplate(nested.text, errors.length === 0)
  )
    return undefined;
  const config = readConfig(root, nested.text, isNamed, noMemory());
  return { uri, ...config, scalar, text: nested.text, editable: nested.editable, errors };
}

function readConfig(
  root: YamlMap,
  text: string,
  isNamed: boolean,
  memory: BlockMemory,
): Omit<EnvoySource, 'uri' | 'text' | 'scalar' | 'editable' | 'errors'> {
  const isPart = isDiscoveryResponse(root) || (isNamed && !isEnvoyConfig(root));
  const type = isPart ? 'envoy.service.discovery.v3.DiscoveryResponse' : 'envoy.config.bootstrap.v3.Bootstrap';
  const config = isPart ? lowerDiscoveryResponse(root) : lowerEnvoyConfig(root, memory);
  const validated = remember((options: ValidateOptions) => {
    const messages = messageVisitor(config, options);
    const findings = validateMessage(root, type, options, { memory, messages });
    return { findings, problems: messages.problems() };
  });
  return {
    form: isPart ? 'discovery' : 'bootstrap',
    config,
    memory,
    findings: (options) => validated(options).findings,
    messageProblems: (options) => validated(options).problems,
    v2Leftovers: lazy(() => v2LeftoversIn(config, memory)),
    fileSubscriptions: lazy(() => fileSubscriptionsIn(config, text, memory)),
  };
}

/** Asks once for each version; a config is seldom looked at for more than one. */
function remember<Answer>(ask: (options: ValidateOptions) => Answer) {
  const known = new Map<string, { readonly answer: Answer }>();
  return (options: ValidateOptions): Answer => {
    const key = `${options.version} ${options.contrib}`;
    const found = known.get(key) ?? { answer: ask(options) };
    known.set(key, found);
    return found.answer;
  };
}

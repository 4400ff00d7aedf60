import { isDiscoveryResponse, lowerDiscoveryResponse } from '../envoy/discovery-response.ts';
import type { EnvoyConfig } from '../envoy/envoy-config.ts';
import { type FileSubscription, fileSubscriptionsIn } from '../envoy/file-subscriptions.ts';
import { isEnvoyConfig } from '../envoy/is-envoy-config.ts';
import { lowerEnvoyConfig } from '../envoy/lower-envoy-config.ts';
import { type V2Leftover, v2LeftoversIn } from '../envoy/v2-leftovers.ts';
import type { EnvoyFinding } from '../envoy/validate/envoy-finding.ts';
import { blockMemory, type KnownBlocks } from '../envoy/validate/block-memory.ts';
import type { MessageProblem } from '../envoy/message-checks/message-check.ts';
import { messageProblems } from '../envoy/message-checks/message-problems.ts';
import { validateMessage } from '../envoy/validate/validate-message.ts';
import type { ValidateOptions } from '../envoy/validate/walk.ts';
import { isKustomizationPath, type Kustomization, lowerKustomization } from '../kubernetes/kustomization.ts';
import { lowerManifests } from '../kubernetes/lower-manifest.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { type LineIndex, lineIndex } from '../text/line-index.ts';
import { type BlockCheckOf, blockOrigins, checkBlocks, type CleanBlocks } from '../yaml/clean-blocks.ts';
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
  /** What Envoy's own code refuses in single messages, for a version of Envoy or the newest one. */
  readonly messageProblems: (version: string | undefined) => readonly MessageProblem[];
  /** For a check by that name of the config's nodes: passes over the blocks in which it found nothing before the last edit. */
  readonly blockCheck: BlockCheckOf;
  /** The files that Envoy reads further resources from. */
  readonly fileSubscriptions: () => readonly FileSubscription[];
}

/** True where the config is read as it is written: broken YAML may have lost parts of it, so that nothing may be said to be missing. */
export const isWhole = (file: SourceFile, { scalar, errors }: EnvoySource): boolean =>
  errors.length === 0 && (!scalar || file.yaml.errors.length === 0);

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
  /** By the options of the validation. */
  readonly findings: ReadonlyMap<string, KnownBlocks>;
  /** By the name of the check. */
  readonly clean: ReadonlyMap<string, CleanBlocks>;
}

/** @param earlier the file before an edit: what stays of it need not be parsed and checked again */
export function sourceFile(uri: string, text: string, treatAs?: ReadAs, earlier?: SourceFile): SourceFile {
  let known: KnownOfFile = earlier?.known ?? { findings: new Map(), clean: new Map() };
  const index = lazy(() => lineIndex(text));
  const yaml = lazy(() => {
    const parsed = parseBlocks(text, known.parsed);
    known = { ...known, parsed };
    return parsed;
  });
  const kind = lazy(() => fileKind(uri, text, yaml, treatAs));
  const directives = lazy(() => directivesIn(text));
  const manifests = lazy(() => (kind() === 'kubernetes' ? yaml().documents.flatMap(lowerManifests) : []));
  const origins = lazy(() => blockOrigins(yaml().blocks));
  const validate: Validate = (root, type, options, key) => {
    const memory = blockMemory(origins(), known.findings.get(key) ?? new Map());
    const findings = validateMessage(root, type, options, undefined, memory);
    // A text that is broken for a moment has no blocks.
    if (memory.now.size > 0) known = { ...known, findings: new Map([...known.findings, [key, memory.now]]) };
    return findings;
  };
  const blockCheck: EnvoySource['blockCheck'] = (name, found) => {
    const check = checkBlocks(origins(), known.clean.get(name), found);
    if (origins().size > 0) known = { ...known, clean: new Map([...known.clean, [name, check.clean]]) };
    return check;
  };
  const sources = lazy(() =>
    envoySources(uri, text, kind(), yaml, manifests, { validate, blockCheck, named: treatAs === 'discovery' }),
  );
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
  reuse: Reuse,
): EnvoySource[] {
  if (kind === 'envoy') {
    // Envoy reads the first document only (semantics case `doc-second`).
    const root = asMap(yaml().documents[0]?.root);
    return root ? [{ uri, ...readConfig(root, text, reuse), text, editable: true, errors: envoyErrors(yaml()) }] : [];
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

function embeddedSource(uri: string, fileText: string, scalar: YamlScalar, named = false): EnvoySource | undefined {
  if (!named && !telling.test(scalar.text)) return undefined;
  const nested = nestedText(scalar, fileText);
  const yaml = parseYaml(nested.text, nested.place);
  const { documents } = yaml;
  const errors = envoyErrors(yaml);
  const root: YamlMap | undefined = asMap(documents[0]?.root);
  if (
    !root ||
    !(named || isEnvoyConfig(root) || isDiscoveryResponse(root)) ||
    isTemplate(nested.text, errors.length === 0)
  )
    return undefined;
  return {
    uri,
    ...readConfig(root, nested.text, { ...noReuse, named }),
    scalar,
    text: nested.text,
    editable: nested.editable,
    errors,
  };
}

/** @param key stands for the options */
type Validate = (root: YamlMap, type: string, options: ValidateOptions, key: string) => readonly EnvoyFinding[];

/** Passes over what is known of the file's blocks. */
interface Reuse {
  readonly validate: Validate;
  readonly blockCheck: EnvoySource['blockCheck'];
  /** A config names it as a file of xDS, so that it is one even where it cannot be recognised. */
  readonly named?: boolean;
}

/** A nested config has no blocks. */
const noReuse: Reuse = {
  validate: (...[node, type, options]) => validateMessage(node, type, options),
  blockCheck: (_, found) => checkBlocks(new Map(), undefined, found),
};

function readConfig(
  root: YamlMap,
  text: string,
  { validate, blockCheck, named }: Reuse,
): Omit<EnvoySource, 'uri' | 'text' | 'scalar' | 'editable' | 'errors'> {
  const isPart = isDiscoveryResponse(root) || (named === true && !isEnvoyConfig(root));
  const type = isPart ? 'envoy.service.discovery.v3.DiscoveryResponse' : 'envoy.config.bootstrap.v3.Bootstrap';
  const config = isPart ? lowerDiscoveryResponse(root) : lowerEnvoyConfig(root);
  return {
    form: isPart ? 'discovery' : 'bootstrap',
    config,
    findings: remember(
      ({ version, contrib }: ValidateOptions) => `${version} ${contrib}`,
      (options, key) => validate(root, type, options, key),
    ),
    v2Leftovers: lazy(() => v2LeftoversIn(config, blockCheck)),
    messageProblems: remember(String, (version: string | undefined) =>
      messageProblems(config, type, version === undefined ? {} : { version }, (found) =>
        blockCheck(`message problems ${version}`, found),
      ),
    ),
    blockCheck,
    fileSubscriptions: lazy(() => fileSubscriptionsIn(config, text)),
  };
}

/** Asks once for each key; a config is seldom looked at for more than one version. */
function remember<Asked, Answer>(keyOf: (asked: Asked) => string, ask: (asked: Asked, key: string) => Answer) {
  const known = new Map<string, { readonly answer: Answer }>();
  return (asked: Asked): Answer => {
    const key = keyOf(asked);
    const found = known.get(key) ?? { answer: ask(asked, key) };
    known.set(key, found);
    return found.answer;
  };
}

import type { Once } from '../text/lazy.ts';
import type { TextEdit, TextRange } from '../text/text-range.ts';
import type { MessageCheck, MessageChecks, MessageProblem } from '../envoy/message-checks/message-check.ts';
import type { EnvoyCluster, RouteConfig } from '../envoy/envoy-config.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { NearMiss } from '../workspace/near-misses.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { KubernetesTarget } from '../workspace/kubernetes-target.ts';
import type { TargetVersion } from '../workspace/target-version.ts';
import type { XdsLink } from '../workspace/xds-links.ts';
import type { SeverityName } from '../workspace/project/project-keys.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { Message } from './message.ts';

export type Severity = Exclude<SeverityName, 'off'>;

/** What a rule checks. It is called once for each of them in a file. */
export interface Subjects {
  readonly file: {
    readonly file: SourceFile;
    readonly messageChecks: MessageChecks;
    /** Of all rules, with their former codes. */
    readonly ruleCodes: readonly string[];
  };
  readonly envoy: ConfigSubject;
  /** `patch`: the manifest is a patch of a kustomization, or is patched by one, so missing fields may be elsewhere. `labelsSet`: the labels that kustomizations write into it, undefined for one whose name cannot be read. `build`: what kustomizations make of it; `written` where the patches do not change what workloads are made of. */
  readonly manifest: {
    readonly file: SourceFile;
    readonly manifest: Manifest;
    readonly patch: boolean;
    /** The version of Kubernetes that it is for. Undefined for the newest. */
    readonly target: KubernetesTarget | undefined;
    /** Of a Service that selects no pod: pods that differ in one label. */
    readonly nearMisses: () => readonly NearMiss[];
    readonly labelsSet: readonly (string | undefined)[];
    readonly build?: 'written' | 'patched';
    /** Computes results that several rules need from the manifest only once. */
    readonly once: Once;
  };
  readonly workload: EnvoyWorkload;
}

/**
 * A config, its version, and the workloads whose Envoy reads it. `namedBy`: the configs that read resources from this
 * file. `inConfigMap`: the config is in a ConfigMap, or a kustomization generates one from it.
 */
export interface ConfigSubject extends PlacedSource {
  readonly target: TargetVersion;
  readonly workloads: readonly EnvoyWorkload[];
  readonly namedBy: readonly XdsLink[];
  readonly names: readonly XdsLink[];
  readonly inConfigMap: boolean;
  /** The checks of the message rules. */
  readonly messageChecks: MessageChecks;
}

/** A bootstrap in its file. */
export interface PlacedSource {
  readonly file: SourceFile;
  readonly source: EnvoySource;
}

export type SubjectKind = keyof Subjects;

/** A part of a config and its file, which is everything that a rule about parts gets. */
export interface Parts {
  /** A static cluster. */
  readonly cluster: PartFile & { readonly cluster: EnvoyCluster };
  /** A route configuration that Envoy reads with the bootstrap. */
  readonly routeConfig: PartFile & { readonly routeConfig: RouteConfig };
}

export type PartKind = keyof Parts;

interface PartFile {
  readonly file: Pick<SourceFile, 'uri'>;
}

/** The common properties of rules: one kind of problem, one file, one test file, one section in docs/rules.md. */
export interface RuleTexts {
  /** `area/problem`. Not changed once documented. */
  readonly code: string;
  /** Codes in earlier versions. Comments and settings with one of them still work. */
  readonly formerCodes?: readonly string[];
  readonly severity: Severity;
  /** For rules about configs whose findings depend on all of it, or on what is missing: they are not called if its YAML is broken. */
  readonly needsWhole?: true;
  /** The rule also applies to versions that are too old for the others (`isUnchecked`). */
  readonly anyVersion?: true;
  /** Some fixes may be safe or certain. Fix-all uses only such rules. */
  readonly safeFixes?: true;
  /** One sentence for the documentation and the settings. */
  readonly summary: string;
  /** Why it matters, with the source of the fact. Markdown. */
  readonly why: string;
  /**
   * Fixtures (test/fixture/README.md) for documentation and tests. `after` is the result of the preferred fix, or of
   * the first one.
   */
  readonly examples: readonly RuleExample[];
  /**
   * Checks of single messages, by the full name of the message. Their results are kept until the text of the message
   * changes, so they get only the message and the target version.
   */
  readonly visits?: Readonly<Record<string, MessageCheck | readonly MessageCheck[]>>;
}

/** A rule about a file, a config, a manifest or a workload. */
export interface Rule<K extends SubjectKind = SubjectKind> extends RuleTexts {
  readonly subject: K;
  /** A rule about manifests that also checks the workloads that kustomizations patch. */
  readonly checksBuilds?: true;
  check(subject: Subjects[K], report: Report): void;
}

/**
 * A rule about parts of a config. Its findings depend only on the part: if it found nothing, it runs again only after
 * the text of the part has changed.
 */
export interface PartRule<K extends PartKind = PartKind> extends RuleTexts {
  readonly subject: K;
  check(part: Parts[K], report: (finding: PartFinding) => void): void;
}

/** Its fixes may use the whole config. */
export type PartFinding = Omit<Finding, 'fixes'> & {
  readonly fixes?: (config: ConfigSubject) => readonly Fix[];
};

/** A rule that reports findings of message checks: its own, or those shared by several rules (`message-checks.ts`). */
export interface MessageRule extends RuleTexts {
  readonly subject: 'message';
  /** Called only for code actions. May use the whole config. */
  fixes?(problem: MessageProblem, subject: ConfigSubject): readonly Fix[];
}

/** A rule of any kind, which `subject` determines. */
export type AnyRule =
  | { readonly [K in SubjectKind]: Rule<K> }[SubjectKind]
  | { readonly [K in PartKind]: PartRule<K> }[PartKind]
  | MessageRule;

export interface RuleExample {
  readonly before: string;
  /** Undefined if the rule has no fix. */
  readonly after?: string;
}

export type Report = (finding: Finding) => void;

export interface Place {
  readonly uri: string;
  readonly range: TextRange;
}

export interface Finding {
  readonly at: Place;
  readonly message: Message;
  /** If different from the rule's. */
  readonly severity?: Severity | undefined;
  /** If different from the rule's. */
  readonly formerCodes?: readonly string[] | undefined;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[] | undefined;
  readonly related?: readonly { readonly at: Place; readonly message: Message }[] | undefined;
  /** Computed only for code actions. */
  readonly fixes?: (() => readonly Fix[]) | undefined;
}

export interface Fix {
  readonly title: Message;
  /** At most one fix of a finding: the one that is almost certainly intended. */
  readonly preferred?: boolean;
  /**
   * Whether fix-all may apply it without review: the meaning for Envoy or Kubernetes is the same, only copies are
   * removed, no value is invented, and only the file of the finding changes.
   */
  readonly safe: boolean;
  /**
   * *Fix all* of the code may apply it too: nothing else can be meant. It is not `safe`, because Envoy rejects the original,
   * which therefore has no meaning that could stay the same.
   */
  readonly certain?: true;
  /**
   * Text that the mistake hid is checked after the fix, so existing errors in it may appear, for example below an
   * unknown type.
   */
  readonly reveals?: true;
  readonly edits: readonly FileEdits[];
}

export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** A finding with its rule, after severity settings and suppressions. */
export interface Diagnostic extends Finding {
  readonly code: string;
  /** The rule's. */
  readonly safeFixes?: true | undefined;
  readonly severity: Severity;
}

export const partRule = <K extends PartKind>(definition: PartRule<K>): PartRule<K> => definition;

export const messageRule = (definition: Omit<MessageRule, 'subject'>): MessageRule => ({
  ...definition,
  subject: 'message',
});

export const rule = <K extends SubjectKind>(definition: Rule<K>): Rule<K> => definition;

/** A file, and of a manifest that a kustomization builds the file that a node comes from. */
interface FileOfNodes {
  readonly uri: string;
  readonly ownerOf?: (node: YamlNode) => { readonly uri: string } | undefined;
}

/** The place of a node in a file. */
export const placeIn = (file: FileOfNodes, node: YamlNode): Place => ({
  uri: (file.ownerOf?.(node) ?? file).uri,
  range: placeOf(node),
});

/** Edits of one file. */
export const editsIn = (file: { readonly uri: string }, ...edits: readonly TextEdit[]): FileEdits => ({
  uri: file.uri,
  edits,
});

export type { Workspace };

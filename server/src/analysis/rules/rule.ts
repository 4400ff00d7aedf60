import type { Once } from '../text/lazy.ts';
import type { TextEdit, TextRange } from '../text/text-range.ts';
import type { MessageCheck, MessageChecks, MessageProblem } from '../envoy/message-checks/message-check.ts';
import type { EnvoyCluster, RouteConfig } from '../envoy/envoy-config.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { TargetVersion } from '../workspace/target-version.ts';
import type { XdsLink } from '../workspace/xds-links.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { Message } from './message.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a rule looks at: it is called once for each of them that a file takes part in. */
export interface Subjects {
  readonly file: { readonly file: SourceFile; readonly messageChecks: MessageChecks };
  readonly envoy: ConfigSubject;
  /** `patch`: a kustomization patches with it, or patches it, so that what it lacks may be elsewhere. */
  readonly manifest: {
    readonly file: SourceFile;
    readonly manifest: Manifest;
    readonly patch: boolean;
    /** What several rules ask of the manifest is found out once. */
    readonly once: Once;
  };
  readonly workload: EnvoyWorkload;
}

/**
 * A config, the version it is for, and the workloads whose Envoy reads it. `namedBy`: what has Envoy read resources from this
 * file. `inConfigMap`: a ConfigMap holds it, or a kustomization makes one of it.
 */
export interface ConfigSubject extends PlacedSource {
  readonly target: TargetVersion;
  readonly workloads: readonly EnvoyWorkload[];
  readonly namedBy: readonly XdsLink[];
  readonly inConfigMap: boolean;
  /** What the rules of messages look for. */
  readonly messageChecks: MessageChecks;
}

/** A bootstrap in its file. */
export interface PlacedSource {
  readonly file: SourceFile;
  readonly source: EnvoySource;
}

export type SubjectKind = keyof Subjects;

/** A part of a config, and the file that it is in: all that a rule about parts is given. */
export interface Parts {
  /** A static cluster. */
  readonly cluster: PartFile & { readonly cluster: EnvoyCluster };
  /** One that Envoy reads with the bootstrap. */
  readonly routeConfig: PartFile & { readonly routeConfig: RouteConfig };
}

export type PartKind = keyof Parts;

interface PartFile {
  readonly file: Pick<SourceFile, 'uri'>;
}

/** What every rule says of itself: one thing that can be wrong, one file, one test file, one entry in docs/rules.md. */
export interface RuleTexts {
  /** `area/problem`; stable once documented. */
  readonly code: string;
  /** Codes that reported this in earlier versions: comments and settings that name one of them still work. */
  readonly formerCodes?: readonly string[];
  readonly severity: Severity;
  /** For rules of parts of a config that say what is missing: they are not asked where broken YAML may have lost it. */
  readonly needsWhole?: true;
  /** It knows of versions that are too old for the others: see `isUnchecked`. */
  readonly anyVersion?: true;
  /** Some fix of its findings may be safe; fix-all asks for no others. */
  readonly safeFixes?: true;
  /** One sentence for the documentation and the settings. */
  readonly summary: string;
  /** Why it matters, and the source of the fact. Markdown. */
  readonly why: string;
  /** Fixtures (test/fixture/README.md) that serve as documentation and as tests; `after` is what the preferred fix yields, or else the first. */
  readonly examples: readonly RuleExample[];
  /**
   * Checks of single messages, by the message's full name. What they find is kept until the text of the message changes: they
   * are given nothing but the message and the target version.
   */
  readonly visits?: Readonly<Record<string, MessageCheck>>;
}

/** A rule about a file, a config, a manifest or a workload. */
export interface Rule<K extends SubjectKind = SubjectKind> extends RuleTexts {
  readonly subject: K;
  check(subject: Subjects[K], report: Report): void;
}

/**
 * A rule about parts of a config. What it finds depends on the part alone: where it found nothing, it is asked again only when
 * the part's text has changed.
 */
export interface PartRule<K extends PartKind = PartKind> extends RuleTexts {
  readonly subject: K;
  check(part: Parts[K], report: (finding: PartFinding) => void): void;
}

/** Its fixes may look at the whole config. */
export type PartFinding = Omit<Finding, 'fixes'> & {
  readonly fixes?: (config: ConfigSubject) => readonly Fix[];
};

/** A rule that reports what checks find in messages: its own, or those that look for what several rules report (`message-checks.ts`). */
export interface MessageRule extends RuleTexts {
  readonly subject: 'message';
  /** Asked only when code actions are: may look at the whole config. */
  fixes?(problem: MessageProblem, subject: ConfigSubject): readonly Fix[];
}

/** A rule of a kind that its `subject` tells. */
export type AnyRule =
  | { readonly [K in SubjectKind]: Rule<K> }[SubjectKind]
  | { readonly [K in PartKind]: PartRule<K> }[PartKind]
  | MessageRule;

export interface RuleExample {
  readonly before: string;
  /** Absent when the rule has no fix. */
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
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** Where they differ from the rule's. */
  readonly formerCodes?: readonly string[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  readonly related?: readonly { readonly at: Place; readonly message: Message }[];
  /** Computed only when code actions are asked for. */
  readonly fixes?: () => readonly Fix[];
}

export interface Fix {
  readonly title: Message;
  /** At most one of a finding's fixes: the one that a person surely wants. */
  readonly preferred?: boolean;
  /**
   * Whether fix-all may apply it without a person looking at it: Envoy or Kubernetes gets the same meaning, nothing is removed
   * that does not stand there a second time, no value is invented, and only the finding's own file changes.
   */
  readonly safe: boolean;
  /** What the mistake hid is checked after the fix, so that errors may show that were there before: below a type that was unknown. */
  readonly reveals?: true;
  readonly edits: readonly FileEdits[];
}

export interface FileEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** A finding with its rule, after severities and suppressions. */
export interface Diagnostic extends Finding {
  readonly code: string;
  /** The rule's. */
  readonly safeFixes?: true;
  readonly severity: Severity;
}

export const partRule = <K extends PartKind>(definition: PartRule<K>): PartRule<K> => definition;

export const messageRule = (definition: Omit<MessageRule, 'subject'>): MessageRule => ({
  ...definition,
  subject: 'message',
});

export const rule = <K extends SubjectKind>(definition: Rule<K>): Rule<K> => definition;

/** The place of a node in a file. */
export const placeIn = (file: { readonly uri: string }, node: YamlNode): Place => ({
  uri: file.uri,
  range: placeOf(node),
});

/** Edits of one file. */
export const editsIn = (file: { readonly uri: string }, ...edits: readonly TextEdit[]): FileEdits => ({
  uri: file.uri,
  edits,
});

export type { Workspace };

/**
 * The form of the facts in `schemas/envoy/`, which `schemas/generate/envoy` makes. Keys are one letter long, since there
 * are thousands of each. Names are full protobuf names without a type URL's host.
 */
export interface EnvoyFacts {
  readonly source: {
    /** The API's module first, then those of the descriptors it imports. */
    readonly modules: readonly EnvoyModule[];
    readonly binary: { readonly package: string; readonly version: string };
    readonly contrib: { readonly module: string; readonly moduleVersion: string };
  };
  readonly messages: Readonly<Record<string, EnvoyMessage>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, EnumValue>>>>;
  readonly extensions: readonly ExtensionRow[];
  /** Types of the v2 API, and those that replaced them (`previous_message_type` in the descriptors). */
  readonly v2: Readonly<Record<string, string>>;
  /** The commands of formats, such as `REQ` in `%REQ(:path)%`, with their forms in the binaries that were asked, the newest last. */
  readonly formats: Readonly<Record<string, readonly FormatCommandFact[]>>;
  /** The names that the binaries know in `\p{…}` of a regular expression: scripts and general categories. */
  readonly unicode: readonly string[];
  /**
   * The `.proto` files whose names are not the last word of their package: by package, the name of the file without its end, and
   * its messages.
   */
  readonly files: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Types that only Envoy's contrib image knows. */
  readonly contrib: readonly string[];
}

export interface FormatCommandFact {
  /** The first minor version with this form, unless the oldest binary has it. */
  readonly a?: string;
  /** Whether parameters in brackets may or must follow the name. */
  readonly p: 'none' | 'optional' | 'required';
  /** A colon and a number may follow, which limits the length of the text. */
  readonly l?: 1;
  /** Only values of headers have the command. */
  readonly h?: 1;
}

export interface EnvoyModule {
  readonly module: string;
  readonly version: string;
  /** The module's checksum as in go.sum. */
  readonly sum: string;
}

export interface EnvoyMessage {
  /** The fields by their name in snake_case, in order of their number. */
  readonly f: Readonly<Record<string, EnvoyField>>;
  /** The oneofs of which one member is required. */
  readonly q?: readonly string[];
  /** The file is marked as work in progress. */
  readonly wip?: 1;
  readonly o?: Readonly<Record<string, unknown>>;
}

export interface EnvoyField {
  readonly n: number;
  /** A scalar type, the name of a message or an enum, or `map<KEY,VALUE>` of such. */
  readonly t: string;
  /** It is a list. */
  readonly r?: 1;
  /** The oneof that it belongs to. */
  readonly x?: string;
  /** It is marked `optional`. */
  readonly p?: 1;
  /** The validation rules (`validate.rules`) in protobuf JSON; 64-bit numbers are strings. */
  readonly v?: Readonly<Record<string, unknown>>;
  readonly a?: FieldAnnotations;
  /**
   * The categories of allowed extensions. On a field with another message than `Any`, they apply to the fields of that
   * message with `outer`.
   */
  readonly c?: readonly string[];
  /** Allowed types in addition to those of the categories. */
  readonly u?: readonly string[];
  /**
   * `any`: any message is allowed. `outer`: the messages that are allowed in the place of this message, as the value of
   * a field or in an `Any`. If nothing is specified there, `c` of this field.
   */
  readonly s?: 'any' | 'outer';
}

export interface FieldAnnotations {
  readonly deprecated?: true;
  /** The version of the API, not of Envoy. */
  readonly 'envoy.annotations.deprecated_at_minor_version'?: string;
  /** Envoy rejects the field unless a runtime flag allows it. */
  readonly 'envoy.annotations.disallowed_by_default'?: true;
  readonly 'udpa.annotations.sensitive'?: true;
  readonly 'udpa.annotations.security'?: Readonly<Record<string, unknown>>;
  readonly 'udpa.annotations.field_migrate'?: Readonly<Record<string, unknown>>;
  readonly 'xds.annotations.v3.field_status'?: { readonly workInProgress?: boolean };
}

/** A number, or a number and the value's options. */
export type EnumValue = number | readonly [number: number, options: Readonly<Record<string, unknown>>];

/** An extension without types is known to Envoy by its name alone. */
export type ExtensionRow = readonly [name: string, category: string, types: readonly string[]];

export interface EnvoyVersions {
  readonly source: {
    readonly modules: readonly EnvoyModule[];
    readonly binaries: readonly { readonly package: string; readonly version: string }[];
  };
  /** The minor versions whose API was read, in ascending order. There are gaps. */
  readonly api: readonly string[];
  /** The minor versions with data from their binaries. */
  readonly extensions: readonly string[];
  /**
   * What is not the same in all versions, by a letter and a name: `M` message, `f` field (`message.field`), `E` enum,
   * `V` value (`enum.VALUE`), `O` oneof (`message.oneof`), `X` extension (`category name`). Of a new message or enum only
   * itself is listed, of a removed one all parts.
   */
  readonly changes: Readonly<Record<string, EnvoyChange>>;
}

export interface EnvoyChange {
  /** The first version that was read which has it; the one read before that has it not. */
  readonly a?: string;
  /** The first version read which has it no more. */
  readonly r?: string;
  /** The first version read which marks it as deprecated, when an older one has it unmarked. */
  readonly d?: string;
  /** With a version: the validation rules before it. Null if there were none. */
  readonly [rulesBefore: `v${string}`]: unknown;
  /** With a version: the types of an extension before it. */
  readonly [typesBefore: `t${string}`]: readonly string[];
}

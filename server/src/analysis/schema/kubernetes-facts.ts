/**
 * What the generated facts of `schemas/kubernetes/` say about the newest Kubernetes version, with marks for what older ones
 * lack. They are written by `schemas/generate/kubernetes/generate.ts` out of the OpenAPI of the Go modules that `source` names.
 */
export interface KubernetesFacts {
  readonly source: {
    readonly module: string;
    readonly version: string;
    /** The module's checksum as in go.sum. */
    readonly sum: string;
    readonly files: readonly string[];
    /** The modules of older minor versions, from old to new. */
    readonly older: readonly { readonly version: string; readonly sum: string }[];
  };
  /** `apiVersion/kind`, e.g. `apps/v1/Deployment`, to the type that describes it. */
  readonly kinds: Readonly<Record<string, string>>;
  /** The stable `apiVersion/kind` of the API server that the oldest version does not have, with the first version that has it. */
  readonly newKinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, KubernetesType>>;
}

/** The fields of a type by name. */
export type KubernetesType = Readonly<Record<string, KubernetesField>>;

export interface KubernetesField {
  /**
   * A primitive (`string`, `bool`, `int32`, `int64`, `quantity`, `int-or-string`, `time`, `bytes`, `any`) or the name of
   * a type; with `[]` in front a list of it, with `map:` in front a map from strings to it.
   */
  readonly type: string;
  readonly required?: true;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  /** Of a list: the fields that together identify an item. */
  readonly keys?: readonly string[];
  /** The first version with the field, such as `1.33`, if there were versions with the type but without it. */
  readonly since?: string;
  /** The last version with the field, if newer ones do not have it. */
  readonly until?: string;
}

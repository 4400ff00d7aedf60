/** Keys and list indices from a manifest's root. */
export type ManifestPath = readonly (string | number)[];

/**
 * Something the API server refuses. `args` fill a message's template:
 * - `unknown-field` [field, type]; `path` ends in the field.
 * - `wrong-type` [field, expected, actual]; both are words such as `string`, `integer`, `list`; `path` is the value's.
 * - `missing-field` [field, type]; `path` is that of the map which lacks it.
 * - `empty-value` [field]; `path` is that of the value or item.
 * - `invalid-value` [field, value, …]; then by `constraint`: enum → allowed values, comma-separated; range → smallest and
 *   largest number; format → the format's name (`quantity`, `time`, `bytes`, `port-name`).
 * - `version-too-old` [field or value, first version with it], `removed-field` [field, first version without it].
 * - `duplicate-list-item` [list, identity, index of the first]; `path` is that of the later item.
 */
export interface SchemaFinding {
  readonly code:
    | 'unknown-field'
    | 'wrong-type'
    | 'missing-field'
    | 'empty-value'
    | 'invalid-value'
    | 'duplicate-list-item'
    | 'version-too-old'
    | 'removed-field';
  readonly path: ManifestPath;
  readonly args: readonly (string | number)[];
  readonly constraint?: 'enum' | 'range' | 'format';
  /** Only server-side apply rejects it. A plain create accepts it. */
  readonly onlyApplyRefuses?: true;
  /** The server accepts the object, and rejects the pods or claims that are made of it. */
  readonly later?: true;
  /** What was probably meant, best first: field names or enum values. */
  readonly suggestions?: readonly string[];
}

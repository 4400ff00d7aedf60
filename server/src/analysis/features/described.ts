/** Something of Envoy's API that a hover or a completion item describes; plain data that an editor may keep. */
export type Described =
  | { readonly kind: 'field'; readonly message: string; readonly name: string; readonly version?: string }
  | { readonly kind: 'enum-value'; readonly enum: string; readonly name: string }
  | { readonly kind: 'type'; readonly name: string };

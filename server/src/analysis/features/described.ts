import type { Message, Words } from '../rules/message.ts';

/** Something of the APIs of Envoy and Kubernetes, of a kustomization or of the project file, that a hover or a completion item describes; plain data that an editor may keep. */
export type Described =
  | { readonly kind: 'field'; readonly message: string; readonly name: string; readonly version?: string }
  | { readonly kind: 'enum-value'; readonly enum: string; readonly name: string }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'manifest-field'; readonly type: string; readonly name: string; readonly version?: string }
  | { readonly kind: 'manifest-kind'; readonly apiVersion: string; readonly name: string }
  | { readonly kind: 'kustomization-field'; readonly type: string; readonly name: string }
  | { readonly kind: 'project-key'; readonly name: string }
  | { readonly kind: 'rule'; readonly name: string };

/** What is known of something in the APIs of Envoy and Kubernetes. */
export interface Description {
  readonly title: string;
  /** A short text for the type, or an empty text. */
  readonly type: Words;
  readonly sentences: readonly Message[];
  /** The part of the API that it describes. Undefined for names of the user. */
  readonly about?: Described;
  /** Pages with more. */
  readonly links?: readonly PageLink[];
}

/** A page on the web. */
export interface PageLink {
  readonly title: Message;
  readonly url: string;
}

import type { KubernetesObject } from '../../../server/src/protocol.ts';

/** A message of the API server about one field. */
export interface FieldMessage {
  /** With list indexes, e.g. `spec.containers[1].prots`. Undefined if the message does not name a field. */
  readonly path?: string;
  readonly message: string;
}

/**
 * Extracts the fields from a typed-patch error. Server-side apply responds with one text instead of causes, and
 * identifies list items by their keys: `.spec.containers[name="a"].prots: field not declared in schema`.
 */
export function fieldMessages(message: string, manifest: KubernetesObject): readonly FieldMessage[] {
  const typed = /^failed to create typed patch object \([^)]*\): (?:errors:)?\s*([\s\S]*)$/.exec(message)?.[1];
  if (typed === undefined) return strictMessages(message);
  return typed.split('\n').map((line) => {
    const [, path, text] = /^\s*\.?(\S.*?): (.*)$/.exec(line) ?? [];
    if (path === undefined || text === undefined) return { message: line.trim() };
    return { path: withPositions(path, manifest), message: `${withPositions(path, manifest)}: ${text}` };
  });
}

/** `strict decoding error: unknown field "spec.x", duplicate field "metadata.name"` */
function strictMessages(message: string): readonly FieldMessage[] {
  const found = [...message.matchAll(/(?:unknown|duplicate) field "([^"]+)"/g)];
  if (found.length === 0) return [{ message }];
  return found.map(([text, path]) => ({ path, message: text }));
}

/** Replaces `[name="a",protocol="TCP"]` with the index of that item in the manifest, if it is found. */
export function withPositions(path: string, manifest: KubernetesObject): string {
  let result = '';
  let value: unknown = manifest;
  for (const [text, name, selector] of path.matchAll(/\.?([^.[\]]+)|\[((?:[^\]"]|"(?:[^"\\]|\\.)*")*)\]/g)) {
    if (name !== undefined) {
      value = isRecord(value) ? value[name] : undefined;
      result += result === '' ? name : `.${name}`;
      continue;
    }
    const position = positionOf(value, selector ?? '');
    value = Array.isArray(value) && position !== undefined ? value[position] : undefined;
    result += position === undefined ? text : `[${position}]`;
  }
  return result;
}

function positionOf(list: unknown, selector: string): number | undefined {
  if (!Array.isArray(list)) return undefined;
  if (/^\d+$/.test(selector)) return Number(selector);
  const keys = [...selector.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)];
  if (keys.length === 0) return undefined;
  const position = list.findIndex((item) =>
    keys.every(([, key = '', value = '']) => {
      const written = isRecord(item) ? item[key] : undefined;
      // The API server sets defaults (such as the protocol of a port) before it names the item.
      return written === undefined ? key === 'protocol' : `${written}` === value.replace(/^"|"$/g, '');
    }),
  );
  return position < 0 ? undefined : position;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

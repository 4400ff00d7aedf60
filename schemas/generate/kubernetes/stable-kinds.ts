import type { OpenApiSchema } from './extract-facts.ts';

/** A definition in the OpenAPI that may be that of a kind. */
export interface KindDefinition extends OpenApiSchema {
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** What a manifest can create: objects that have metadata, in their stable versions, as `apiVersion/kind`. */
export function stableKinds(
  definitions: Readonly<Record<string, KindDefinition>>,
): { readonly name: string; readonly definition: string }[] {
  return Object.entries(definitions).flatMap(([definition, schema]) => {
    const [one, ...others] = schema['x-kubernetes-group-version-kind'] ?? [];
    const isObject = schema.properties?.metadata?.$ref?.endsWith('.ObjectMeta');
    if (!one || others.length > 0 || !isObject || /alpha|beta/.test(one.version)) return [];
    return [{ name: `${one.group === '' ? '' : `${one.group}/`}${one.version}/${one.kind}`, definition }];
  });
}

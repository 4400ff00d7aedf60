import { literalBlock, renderBlock } from '../../yaml/edit/yaml-edit.ts';

/** A ConfigMap with one key. Undefined for a text that a literal block cannot contain. */
export function configMapYaml(
  name: string,
  namespace: string | undefined,
  key: string,
  text: string,
): string | undefined {
  const block = literalBlock(key, text, '  ');
  const head = renderBlock({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  });
  return block && `${head}\ndata:\n${block}`;
}

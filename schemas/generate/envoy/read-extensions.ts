import type { ExtensionRow } from '../../../server/src/analysis/schema/envoy-model.ts';
import { askBinary } from './run-binary.ts';

interface ListedExtension {
  readonly name: string;
  readonly category: string;
  readonly type_urls?: readonly string[];
}

/** What a release binary says it was built with, sorted by category and name. */
export async function readExtensions(binary: string): Promise<ExtensionRow[]> {
  const listed = await askBinary(
    binary,
    '/server_info',
    (body) => (JSON.parse(body) as { node: { extensions: ListedExtension[] } }).node.extensions,
  );
  return listed
    .map(({ name, category, type_urls = [] }): ExtensionRow => [name, category, [...type_urls].sort()])
    .sort(([nameA, categoryA], [nameB, categoryB]) => order(categoryA, categoryB) || order(nameA, nameB));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyString, isBlank } from '../../envoy/envoy-scalar.ts';
import type { V2Leftover } from '../../envoy/v2-leftovers.ts';
import { typesOfName } from '../../envoy/v2-types.ts';
import { v3TypeOf } from '../../schema/envoy-facts.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { renameKey, replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';
import { spelling } from './deprecated/rewrite.ts';
import { insertType } from './insert-type.ts';
import { HTTP_JSON, zipkinEndpointEdits } from './zipkin-version.ts';
import { v2RewriteOf } from './v2/rewrites.ts';
import { typeEntry } from '../../envoy/typed/any-type.ts';

/** Migrates a type or an extension without one from the v2 API to v3. */
export const migrationFixes = ({ file, source }: PlacedSource, leftover: V2Leftover): readonly Fix[] =>
  migration(file, editsOf(file.text, leftover, source.editable));

/** Migrates a field, if v3 can express the same. */
export function fieldMigrationFixes(
  { file }: PlacedSource,
  { finding, node, entry, map, parents, editable }: FoundInEnvoy<'unknown-field'>,
  name: string,
): readonly Fix[] {
  const rewrite = v2RewriteOf(finding.type, name);
  if (!rewrite || !node || !entry || !map || !editable || node.anchor !== undefined) return [];
  const spell = spelling(map, entry);
  return migration(file, rewrite({ text: file.text, map, entry, value: node, parents, spell, has: () => true }));
}

/** Migrates a value of an enum. */
export const valueMigrationFixes = (
  { file }: PlacedSource,
  { node, map, editable }: FoundInEnvoy<'invalid-value'>,
  successor: string,
): readonly Fix[] => {
  const others = successor === HTTP_JSON ? zipkinEndpointEdits(file.text, map) : [];
  const isPlain = node?.kind === 'scalar' && editable;
  return migration(file, isPlain && others ? [replaceScalar(file.text, node, successor), ...others] : []);
};

/** Envoy accepts no v2, so the result has the meaning of the original, but is not the same for it. */
const migration = (file: PlacedSource['file'], edits: readonly TextEdit[] | undefined): readonly Fix[] =>
  edits && edits.length > 0
    ? [
        {
          title: message('Migrate to the v3 API'),
          preferred: true,
          safe: false,
          certain: true,
          reveals: true,
          edits: [editsIn(file, ...edits)],
        },
      ]
    : [];

function editsOf(text: string, leftover: V2Leftover, editable: boolean): TextEdit[] {
  if (leftover.kind === 'config') return configEdits(text, leftover, editable);
  const successor = v3TypeOf(leftover.type);
  return successor ? [replaceScalar(text, leftover.at, typeUrl(successor))] : [];
}

const typeUrl = (type: string): string => `type.googleapis.com/${type}`;

function configEdits(
  text: string,
  { extension, category, entry }: Extract<V2Leftover, { kind: 'config' }>,
  editable: boolean,
): TextEdit[] {
  if (fieldEntry(extension, 'typed_config')) return [];
  if (typeEntry(entry.value)) return [renameKey(text, entry, 'typed_config')];
  const [type] = typesOfName(envoyString(field(extension, 'name'))?.value ?? '', [category]);
  if (!type || !editable || entry.value?.aliasRange) return [];
  if (!entry.value || isEmpty(entry.value))
    return [renameKey(text, entry, 'typed_config'), replaceValue(text, extension, entry, { '@type': typeUrl(type) })];
  const config = asMap(entry.value);
  return config ? [renameKey(text, entry, 'typed_config'), insertType(text, config, typeUrl(type))] : [];
}

const isEmpty = (node: YamlNode): boolean => (node.kind === 'map' ? node.entries.length === 0 : isBlank(node));

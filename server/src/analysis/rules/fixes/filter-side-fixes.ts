import { fieldOf, messageFields } from '../../schema/envoy-facts.ts';
import { nestEntries } from '../../yaml/edit/move-entry.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { shortName } from '../findings/type-labels.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';

/**
 * A filter has a config for its list and one for routes. The fixes use the one that belongs here, by its type, and move
 * its fields.
 */
export function sideFixes(
  { file }: Subjects['envoy'],
  { finding: { type, meant }, node, parents, editable }: FoundInEnvoy<'wrong-extension-category'>,
): Fix[] {
  const config = parents.at(-1);
  if (meant === undefined || node?.kind !== 'scalar' || config?.kind !== 'map' || !editable) return [];
  const name = node.text.slice(0, node.text.lastIndexOf('/') + 1) + meant;
  const rename = replaceScalar(file.text, node, name);
  const fields = config.entries.filter(({ key }) => key.text !== '@type');
  if (fits(fields, type, meant))
    return [{ title: message("Change to '{0}'", meant), preferred: true, safe: false, edits: [editsIn(file, rename)] }];
  const holders = messageFields(meant).filter(({ field }) => field.t === type && !field.r);
  const [holder] = holders;
  const nested = holder && holders.length === 1 && nestEntries(file.text, config, fields, holder.name);
  if (!nested) return [];
  return [
    {
      title: message("Change to '{0}' and move the fields into '{1}'", shortName(meant), holder.name),
      preferred: true,
      safe: false,
      edits: [editsIn(file, rename, ...nested)],
    },
  ];
}

/** Whether the other type has all the fields. */
const fits = (fields: YamlMap['entries'], type: string, meant: string): boolean =>
  fields.every(({ key }) => {
    const other = fieldOf(meant, key.text);
    return other !== undefined && other.field.t === fieldOf(type, key.text)?.field.t;
  });

import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

export const HTTP_JSON = 'HTTP_JSON';

/**
 * Moves the spans to the second version of Zipkin's API, the only one that Envoy still knows. Undefined if the endpoint is
 * not one of Zipkin's own.
 */
export function zipkinEndpointEdits(text: string, config: YamlMap | undefined): readonly TextEdit[] | undefined {
  const endpoint = envoyString(field(config, 'collector_endpoint'));
  const version = /^\/api\/v([12])\/spans$/.exec(endpoint?.value ?? '')?.[1];
  if (!endpoint || version === undefined || endpoint.at.aliasRange) return undefined;
  return version === '2' || endpoint.at.kind !== 'scalar' ? [] : [replaceScalar(text, endpoint.at, '/api/v2/spans')];
}

/** Sets the version of the API where it is missing. */
export function zipkinFixes({ file, source }: PlacedSource, config: YamlMap): readonly Fix[] {
  const name = 'collector_endpoint_version';
  const edits = zipkinEndpointEdits(file.text, config);
  if (!edits || !source.editable || config.aliasRange || fieldEntry(config, name)) return [];
  const added = insertEntry(file.text, config, name, HTTP_JSON, fieldEntry(config, 'collector_endpoint'));
  return [
    {
      title: message("Set '{0}' to '{1}'", name, HTTP_JSON),
      preferred: true,
      safe: false,
      certain: true,
      edits: [editsIn(file, ...edits, added)],
    },
  ];
}

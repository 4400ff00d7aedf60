import { field } from '../../envoy/envoy-field.ts';
import { resourceTypes } from '../../envoy/file-subscriptions.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import { slotTypes } from '../../schema/envoy-slots.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { removeEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { rankTypes } from '../fixes/rank-types.ts';

export const unknownExtension = rule({
  code: 'envoy/unknown-extension',
  subject: 'envoy',
  severity: 'error',
  summary: 'An `@type` is not a message type that Envoy knows.',
  why: 'Envoy identifies an extension only by its type. The name can be chosen freely. If a type is not compiled in, Envoy prints the whole config, but no line number. Types of contrib extensions are only available in the contrib images (`envoyproxy/envoy:contrib-v…`), types of other builds only in their images. A type that is not part of Envoy is reported unless the linked manifest runs an image that is not Envoy’s.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ router.v3.Router => router.v3.Ruoter
#? error envoy/unknown-extension at "type.googleapis.com/envoy.extensions.filters.http.router.v3.Ruoter"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'unknown-extension')) {
      if (!isEnvoys(found) && !isRelease(subject) && typeFixes(subject, found).length === 0) continue;
      report({
        at: found.at,
        severity: found.severity ?? (found.finding.contrib ? 'warning' : 'error'),
        message: messageOf(found),
        fixes: () => typeFixes(subject, found),
      });
    }
  },
});

/** The content of a build that is not Envoy's own is unknown, and it may include types of others. */
const isRelease = ({ target }: Subjects['envoy']): boolean => !target.contrib;

const isEnvoys = ({ finding: { type } }: FoundInEnvoy<'unknown-extension'>): boolean => type.startsWith('envoy.');

const messageOf = (found: FoundInEnvoy<'unknown-extension'>): Message => {
  const { type, contrib } = found.finding;
  if (contrib) return message("'{0}' is only available in the contrib image (envoyproxy/envoy:contrib-v…).", type);
  return isEnvoys(found)
    ? message("Unknown type '{0}'.", type)
    : message("Envoy’s images do not contain the type '{0}'. In the manifest, set an image that does.", type);
};

/** The types for this place that are similar to the text. */
export function typeFixes(
  { file, source, namedBy }: Subjects['envoy'],
  { finding, node, editable, parents }: FoundInEnvoy<'unknown-extension'> | FoundInEnvoy<'wrong-extension-category'>,
): Fix[] {
  if (node?.kind !== 'scalar' || !editable) return [];
  // The type is correct, but the image does not include it.
  if (finding.code === 'unknown-extension' && finding.contrib) return [];
  const { type, categories, types } = finding;
  const asked = namedBy.map((link) => link.subscription.type);
  const isResource = parents.at(-2) === field(source.config.root, 'resources') && source.form === 'discovery';
  const fitting = isResource
    ? asked.length > 0
      ? asked
      : resourceTypes
    : slotTypes({ categories, types, any: false });
  const prefix = /^.*\//.exec(node.text)?.[0] ?? 'type.googleapis.com/';
  const config = parents.at(-1);
  return rankTypes(type, fitting, parents.at(-2)).map((name, i) => {
    const removals = finding.code === 'wrong-extension-category' ? removalsFor(file.text, name, config) : [];
    return {
      title:
        removals.length > 0
          ? message("Change to '{0}' and remove its unknown fields", name)
          : message("Change to '{0}'", name),
      preferred: i === 0 && removals.length === 0,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, node, prefix + name), ...removals)],
    };
  });
}

/** Removes fields of another type. Not in flow maps, where several removals would overlap. */
function removalsFor(text: string, type: string, config: YamlNode | undefined): readonly TextEdit[] {
  if (config?.kind !== 'map' || config.flow) return [];
  return config.entries
    .filter(({ key }) => key.text !== '@type' && !fieldOf(type, key.text))
    .map((entry) => removeEntry(text, config, entry));
}

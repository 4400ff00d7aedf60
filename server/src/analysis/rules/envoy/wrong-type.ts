import { field } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { foundLabel, typeLabel } from '../findings/type-labels.ts';
import { durationFixes } from '../fixes/duration-fixes.ts';
import { liftFixes, slippedField } from '../fixes/lift-entry.ts';
import { pluginFixes } from '../fixes/plugin-configuration.ts';
import { reshapeFixes } from '../fixes/reshape-fixes.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';

export const envoyWrongType = rule({
  code: 'envoy/wrong-type',
  subject: 'envoy',
  severity: 'error',
  safeFixes: true,
  summary: 'A value has the wrong type for its field.',
  why: 'Envoy’s YAML reader determines the type of a plain scalar before it knows the field: `true`, `on` and `y` are booleans, `80`, `0x50` and `010` are numbers, and none of them is valid for a string field. In quotes they are strings. A list field also accepts a single value, but not the other way around. Envoy does not expand variables, so `${PORT}` is not a number. The rule reports this only if it is the only variable in the config. A file with more variables is treated as a template.',
  examples: [
    {
      before: `#- /envoy.yaml
node:
  id: 12345
#     ^^^^^ error envoy/wrong-type: 'id' must be a string, not a number.
  cluster: app
static_resources: {}
`,
      after: `#- /envoy.yaml
node:
  id: "12345"
  cluster: app
static_resources: {}
`,
    },
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 5
#                      ^ error envoy/wrong-type: 'connect_timeout' must be a duration such as 0.25s, not a number.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 5s
`,
    },
  ],
  visits: {
    'envoy.config.bootstrap.v3.RuntimeLayer': runtimeValues,
  },
  check(subject, report) {
    for (const found of envoyFindings(subject, 'wrong-type')) {
      const isPlaceholder = found.finding.found === 'a placeholder';
      if (isPlaceholder && !isLoneVariable(found.node, subject.source.config.root)) continue;
      report({
        at: found.at,
        ...(found.severity && !isPlaceholder && { severity: found.severity }),
        message: messageOf(found),
        fixes: () => fixes(subject, found),
      });
    }
    reportMessages(subject, 'envoy/wrong-type', report, {
      fixes: ({ at }, { file, source }) => ('key' in at || !source.editable ? [] : quoteFixes(file, at)),
    });
  },
});

/** "Invalid runtime entry value": a list or nothing, at any depth (Envoy 1.36 to 1.40). */
function runtimeValues(node: YamlMap, report: ReportProblem): void {
  const layer = field(node, 'static_layer');
  if (layer?.kind === 'map' && !hasElision(layer)) checkRuntimeValues(layer, report);
}

function checkRuntimeValues({ entries }: YamlMap, report: ReportProblem): void {
  // A share, which Envoy reads as a whole.
  if (entries.some(({ key }) => key.text === 'numerator' || key.text === 'denominator')) return;
  for (const entry of entries)
    if (entry.value?.kind === 'map') checkRuntimeValues(entry.value, report);
    else if (entry.value?.kind === 'seq' || isUnset(entry.value))
      report(entry, "'{0}' must be a number, a string, a boolean or a map.", entry.key.text);
}

/** A single shell variable. Several placeholders, or another notation, suggest that another tool fills in the file. */
function isLoneVariable(node: YamlNode | undefined, root: YamlNode): boolean {
  if (node?.kind !== 'scalar' || node.style !== 'plain' || !/^\$\{\w+\}$/.test(node.text)) return false;
  let count = 0;
  for (const other of walk(root)) if (other.kind === 'scalar' && hasPlaceholder(other.text)) count++;
  return count <= 1;
}

function messageOf({ finding: { expected, found }, entry, node }: FoundInEnvoy<'wrong-type'>): Message {
  const key = entry?.key.text ?? '';
  if (found === 'a placeholder')
    return message(
      "'{0}' must be {1}. Envoy does not expand '{2}', so another tool must replace it.",
      key,
      typeLabel(expected),
      node?.kind === 'scalar' ? node.text : '',
    );
  return message("'{0}' must be {1}, not {2}.", key, typeLabel(expected), foundLabel[found]);
}

function fixes(subject: Subjects['envoy'], found: FoundInEnvoy<'wrong-type'>): readonly Fix[] {
  const slipped = found.editable ? slippedField(subject, found.finding.path, found.parents) : undefined;
  if (slipped) return liftFixes(subject, slipped);
  const { entry, map, node } = found;
  if (found.finding.expected === 'google.protobuf.Any' && entry && map && node?.kind !== 'seq')
    return found.editable ? pluginFixes(subject, map, entry) : [];
  const reshaped = reshapeFixes(subject, found);
  return reshaped.length > 0 ? reshaped : scalarFixes(subject, found);
}

function scalarFixes({ file }: Subjects['envoy'], { finding, node, editable }: FoundInEnvoy<'wrong-type'>): Fix[] {
  if (!node || !editable || node.kind !== 'scalar') return [];
  if (finding.expected === 'google.protobuf.Duration') return durationFixes(file, node);
  const isText = finding.expected === 'string' && (finding.found === 'a number' || finding.found === 'a boolean');
  return isText ? quoteFixes(file, node) : [];
}

function quoteFixes(file: Subjects['envoy']['file'], node: YamlNode): Fix[] {
  if (node.kind !== 'scalar' || node.aliasRange) return [];
  return [
    {
      title: message('Add quotes'),
      preferred: true,
      safe: true,
      edits: [editsIn(file, { range: node.range, newText: JSON.stringify(node.text) })],
    },
  ];
}

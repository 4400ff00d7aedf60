import type { EnvoyFinding } from '../../envoy/validate/envoy-finding.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { requiredGroups } from '../../envoy/validate/missing-fields.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, placeIn, type Report, rule, type Subjects } from '../rule.ts';
import { compareVersions } from '../../workspace/envoy-version.ts';
import { isUnchecked } from '../../workspace/target-version.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { envoyFindings, type PlacedFinding } from '../findings/envoy-findings.ts';
import { raiseVersionFixes } from '../fixes/raise-version.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';
import { anyType, anyUrl } from '../../envoy/typed/any-type.ts';

export const versionTooOld = rule({
  code: 'envoy/version-too-old',
  subject: 'envoy',
  severity: 'error',
  anyVersion: true,
  summary: 'A field, value or type does not exist in the Envoy version of the config.',
  why: 'The version is set by a comment (`# envoy-sidecar: version=1.34`), by the setting `envoySidecar.envoyVersion`, by the project file, or by the image tag of the sidecar that reads the config. The rule is silent for Envoy releases without data (1.33, 1.34, patch releases). The fixes raise the version or remove the field.',
  examples: [
    {
      before: `#- /envoy.yaml
# envoy-sidecar: version=1.37
static_resources:
  clusters:
    - name: app
      circuit_breakers:
        thresholds:
          - retry_budget: { budget_interval: 10s }
#                           ^^^^^^^^^^^^^^^ error envoy/version-too-old: 'budget_interval' requires Envoy 1.39 or later, but this config targets 1.37.
`,
    },
  ],
  check(subject, report) {
    if (isUnchecked(subject.target)) {
      reportV3(subject, report);
      return;
    }
    for (const found of envoyFindings(subject, 'version-too-old', 'removed')) {
      const { finding, at } = found;
      report({
        at,
        message: finding.code === 'removed' ? gone(finding) : came(finding),
        ...(subject.target.at && {
          related: [{ at: subject.target.at, message: message('The version is set here.') }],
        }),
        fixes: () => fixes(subject, found),
      });
    }
  },
});

/** Of old versions it is known that they have no v3 API: said once, at the first of its types. */
function reportV3({ file, source, target }: Subjects['envoy'], report: Report): void {
  if (compareVersions(target.version ?? V3, `${V3}.0`) >= 0) return;
  for (const node of walk(source.config.root)) {
    const type = anyUrl(node);
    if (!type || !/^type\.googleapis\.com\/envoy\.[\w.]+\.v3\.\w+$/.test(type.text)) continue;
    report({
      at: placeIn(file, type),
      message: message(
        "'{0}' requires Envoy {1} or later, but this config targets {2}.",
        anyType(node) ?? '',
        V3,
        target.version ?? '',
      ),
    });
    return;
  }
}

/** The version that the v3 API came with. */
const V3 = '1.13';

type FindingOf<Code> = Extract<EnvoyFinding, { code: Code }>;

type VersionFinding = PlacedFinding<FindingOf<'version-too-old' | 'removed'>>;

/** No fix is preferred, because the file does not show which one is right. */
function fixes(subject: Subjects['envoy'], found: VersionFinding): Fix[] {
  const { finding } = found;
  const raised = finding.code === 'version-too-old' ? raiseVersionFixes(subject, finding.since.version) : [];
  return [...raised, ...removal(subject, found)];
}

/** Removes the field, unless its message requires it. */
function removal({ file, source }: Subjects['envoy'], { finding, map, entry, editable }: VersionFinding): Fix[] {
  if (!map || !entry || !editable || (finding.code === 'version-too-old' && finding.what !== 'field')) return [];
  const holder = typedAncestors(source, finding.path).at(-1);
  if (holder?.map !== map) return [];
  const left = map.entries.filter((other) => other !== entry && !isUnset(other.value));
  const names = left.map(({ key }) => fieldOf(holder.type, key.text)?.name);
  const groups = requiredGroups(holder.type, { version: finding.target });
  if (groups.some((group) => !group.some((name) => names.includes(name)))) return [];
  return [
    {
      title: message("Remove '{0}'", entry.key.text),
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, map, entry))],
    },
  ];
}

/** There is no data for some releases. The message then names the last known release without it. */
function came({ name, since: { version, before }, target }: FindingOf<'version-too-old'>): Message {
  return before !== undefined && minor(version) - minor(before) > 1
    ? message("'{0}' requires a version later than Envoy {1}, but this config targets {2}.", name, before, target)
    : message("'{0}' requires Envoy {1} or later, but this config targets {2}.", name, version, target);
}

const gone = ({ name, removed: { version }, target }: FindingOf<'removed'>): Message =>
  message("'{0}' was removed in Envoy {1}, and this config targets {2}.", name, version, target);

const minor = (version: string): number => Number(version.split('.')[1]);

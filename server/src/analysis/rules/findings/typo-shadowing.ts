import { plain } from '../../envoy/validate/suppress-derived.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { Subjects } from '../rule.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { envoyFindings } from './envoy-findings.ts';

/**
 * True if a mistake hides clusters: a cluster whose name cannot be read, or an unknown key that may be meant as the
 * list of clusters. A cluster that seems to be missing may then exist.
 */
export function typoHidesClusters(subject: Subjects['envoy']): boolean {
  const { config } = subject.source;
  if (config.clusters.some(({ name }) => !name)) return true;
  const holders = [config.root, entryOf(config.root, 'static_resources', 'staticResources')?.value];
  return envoyFindings(subject, 'unknown-field', 'wrong-type').some(
    ({ map, entry }) => map && holders.includes(map) && entry?.value && entry.value.kind !== 'scalar',
  );
}

/** True if a map, or a map around it, contains an unknown key that may be meant as the field. */
export const typoHidesField = (subject: Subjects['envoy'], map: YamlMap, ...names: readonly string[]): boolean =>
  envoyFindings(subject, 'unknown-field').some(
    ({ finding, entry, parents }) =>
      names.some((name) => plain(name) === plain(finding.key) || didYouMean(finding.key, [name]).length > 0) &&
      entry !== undefined &&
      (isWithin(entry.key.range.start, map) || parents.some((parent) => isWithin(map.range.start, parent))),
  );

const isWithin = (offset: number, { range }: { readonly range: YamlMap['range'] }): boolean =>
  range.start <= offset && offset < range.end;

import { field } from '../envoy/envoy-field.ts';
import { routeConfigsOf } from '../envoy/route-configs.ts';
import { lazy } from '../text/lazy.ts';
import { isWhole } from '../workspace/envoy-source.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { isUnchecked } from '../workspace/target-version.ts';
import { blockCheck } from '../yaml/incremental/memo.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { withEmbeddedEdits } from './embedded-edits.ts';
import { reportMessages } from './findings/message-findings.ts';
import type {
  AnyRule,
  ConfigSubject,
  Finding,
  MessageRule,
  PartFinding,
  PartRule,
  PlacedSource,
  Report,
  Rule,
  SubjectKind,
  Subjects,
} from './rule.ts';

/** What the rules of each kind check in a file. */
export type SubjectsOfFile = { readonly [K in SubjectKind]: () => readonly Subjects[K][] };

/** Gives a rule its subjects in a file. */
export function checkRule(rule: AnyRule, subjects: SubjectsOfFile, report: Report): void {
  if (rule.subject === 'workload') for (const workload of subjects.workload()) checkWorkload(rule, workload, report);
  else if (isAboutConfigs(rule)) for (const subject of subjects.envoy()) checkConfig(rule, subject, report);
  else if (rule.subject === 'manifest') for (const subject of subjects.manifest()) checkManifest(rule, subject, report);
  else for (const subject of subjects[rule.subject]()) rule.check(subject as never, report);
}

type ConfigRule = Extract<AnyRule, { readonly subject: 'cluster' | 'envoy' | 'message' | 'routeConfig' }>;

const isAboutConfigs = (rule: AnyRule): rule is ConfigRule => configSubjects.has(rule.subject);

const configSubjects: ReadonlySet<string> = new Set(['cluster', 'envoy', 'message', 'routeConfig']);

function checkConfig(rule: ConfigRule, subject: ConfigSubject, reportAny: Report): void {
  if (isUnchecked(subject.target) && !rule.anyVersion) return;
  if (rule.needsWhole && !isWhole(subject.file, subject.source)) return;
  const sources = lazy(() => sourcesAround(subject));
  const report: Report = (finding) => reportAny(withEmbeddedEdits(finding, sources()));
  if (rule.subject === 'cluster') checkClusters(rule, subject, report);
  else if (rule.subject === 'routeConfig') checkRoutes(rule, subject, report);
  else if (rule.subject === 'message') checkMessages(rule, subject, report);
  else rule.check(subject, report);
}

/** The config and those that it shares resources with. */
const sourcesAround = ({ file, source, names, namedBy }: ConfigSubject): readonly PlacedSource[] => [
  { file, source },
  ...namedBy,
  ...names.flatMap(({ target, resources }) => (resources ? [{ file: target, source: resources }] : [])),
];

function checkManifest(rule: Rule<'manifest'>, subject: Subjects['manifest'], report: Report): void {
  if (!subject.build) rule.check(subject, report);
  else if (rule.checksBuilds)
    rule.check(subject, subject.build === 'patched' ? (finding) => report(withoutFixes(finding)) : report);
}

const withoutFixes = ({ fixes: _, ...finding }: Finding): Finding => finding;

/** A workload is checked once, although the findings are requested for each of its files. */
function checkWorkload(rule: Rule<'workload'>, workload: EnvoyWorkload, report: Report): void {
  const found = workload.once(rule.code, () => {
    const findings: Finding[] = [];
    rule.check(workload, (finding) => findings.push(withoutWrongFixes(finding, workload)));
    return findings;
  });
  for (const finding of found) report(finding);
}

/** What a kustomization builds of several files is not edited. */
function withoutWrongFixes(finding: Finding, { config, siblings, patchedBy }: EnvoyWorkload): Finding {
  if (patchedBy) return withoutFixes(finding);
  const links = [config, ...siblings.map((sibling) => sibling.config)];
  return withEmbeddedEdits(
    finding,
    links.flatMap((link) => (link ? [link, ...(link.lds ? [{ file: link.file, source: link.lds }] : [])] : [])),
  );
}

function checkClusters(rule: PartRule<'cluster'>, subject: ConfigSubject, report: Report): void {
  const { config } = subject.source;
  const list = field(field(config.root, 'static_resources'), 'clusters');
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  const each = () => {
    for (const cluster of config.clusters) look(cluster.node, () => rule.check({ file, cluster }, reportHere));
  };
  // Most edits are elsewhere, or in one of hundreds.
  if (list) look(list, each);
  else each();
}

function checkRoutes(rule: PartRule<'routeConfig'>, subject: ConfigSubject, report: Report): void {
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  for (const routeConfig of routeConfigsOf(subject.source.config))
    look(routeConfig.node, () => rule.check({ file, routeConfig }, reportHere));
}

/** The messages were checked once for all rules. */
const checkMessages = ({ code, fixes }: MessageRule, subject: ConfigSubject, report: Report): void =>
  reportMessages(subject, code, report, { fixes });

/** For a rule that checks parts of a config separately: skips parts in which it is known to find nothing. */
function partsCheck({ code }: PartRule, subject: ConfigSubject, report: Report) {
  const { file, source, target } = subject;
  let count = 0;
  const check = blockCheck(source.memo, code, () => count);
  const as = `${target.version} ${target.contrib}`;
  return {
    file: { uri: file.uri },
    look: (node: YamlNode, into: () => void) => check.look(node, as, into),
    reportHere: ({ fixes, ...finding }: PartFinding) => {
      count++;
      report({ ...finding, ...(fixes && { fixes: () => fixes(subject) }) });
    },
  };
}

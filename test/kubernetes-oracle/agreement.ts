// How far `check` agrees with the API server's own validation. Started by `npm run test:kubernetes`, which says what the
// arguments are.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFolder, readRows, textsBelow } from '../corpus/corpus.ts';
import { type LinedDiagnostic, checkText, said } from '../envoy-agreement/checked-case.ts';
import { grouped } from '../envoy-agreement/part.ts';
import { formatTable } from '../envoy-agreement/print-agreement.ts';
import { kubernetesVersion } from '../../server/src/analysis/schema/kubernetes-versions.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { type Manifest, mutantsOf, mutationKinds } from './mutations.ts';
import { askServer, type Verdict } from './oracle.ts';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string' },
      count: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      list: { type: 'string', default: '10' },
      version: { type: 'string' },
    },
  });
  if (values.server === undefined) throw new Error('--server must name the program that is asked.');
  const target = { server: values.server, version: kubernetesVersion(values.version ?? '') };
  const unchanged = [...ownManifests(), ...corpusManifests()];
  const whole = await compare(
    target,
    unchanged.map((manifest) => ({ ...manifest, kind: unchangedKind })),
  );
  const sound = unchanged.filter((_, index) => whole[index]?.verdict.kind === 'accepted');
  const mutants = mutantsOf(sound, Number(values.count), Number(values.seed));
  const compared = [...whole, ...(await compare(target, mutants))];
  print(compared, Number(values.list));
  return leaveCounts(compared);
}

const unchangedKind = 'unchanged';

interface Compared {
  readonly name: string;
  readonly kind: string;
  readonly verdict: Verdict;
  readonly errors: readonly LinedDiagnostic[];
}

const isFound = ({ verdict, errors }: Compared) => verdict.kind === 'rejected' && errors.length > 0;
const isMissed = ({ verdict, errors }: Compared) => verdict.kind === 'rejected' && errors.length === 0;
const isFalse = ({ verdict, errors }: Compared) => verdict.kind === 'accepted' && errors.length > 0;

/** The manifests that lie here: sound ones with many fields. */
function ownManifests(): Manifest[] {
  return textsBelow(fileURLToPath(new URL('manifests', import.meta.url))).map(([uri, text]) => ({
    name: path.basename(uri),
    text,
  }));
}

/** Those of the corpus with one document. */
function corpusManifests(): Manifest[] {
  if (!corpusFolder) return [];
  const folder = path.join(corpusFolder, 'kubernetes');
  return readRows(path.join(folder, 'verdicts.csv'))
    .map(({ file = '' }) => ({ name: file, text: readFileSync(path.join(folder, file), 'utf8') }))
    .filter(({ text }) => parseYaml(text).documents.length === 1);
}

/** The program and the version of Kubernetes that it is made of. */
interface Target {
  readonly server: string;
  readonly version: string | undefined;
}

async function compare(
  { server, version }: Target,
  manifests: readonly (Manifest & { readonly kind: string })[],
): Promise<Compared[]> {
  const verdicts = await askServer(
    server,
    manifests.map(({ text }) => text),
  );
  return manifests.map(({ name, kind, text }, index) => {
    const { errors } = checkText({}, name, text, { treatAs: 'kubernetes', kubernetesVersion: version });
    const verdict = verdicts[index] ?? { kind: 'skipped' };
    return { name, kind, verdict, errors: errors.filter(({ diagnostic }) => isServers(diagnostic.code)) };
  });
}

/** The rules that say what the API server refuses. The others are about what happens after that. */
const isServers = (code: string): boolean => /^(kubernetes|yaml)\/|^workload\/volume-missing$/.test(code);

function print(compared: readonly Compared[], listed: number): void {
  const rows = [unchangedKind, ...mutationKinds].map((kind) =>
    rowOf(
      kind,
      compared.filter((one) => one.kind === kind),
    ),
  );
  const title = "Agreement with the API server's own validation";
  const head = ['', 'rejected', 'found', 'share', 'accepted', 'false errors'];
  const sum = rowOf('mutants', mutantsIn(compared));
  const missed = groupedBy(compared.filter(isMissed), ({ verdict }) =>
    verdict.kind === 'rejected' ? withoutNames(verdict.errors[0] ?? '') : '',
  );
  const wrong = groupedBy(compared.filter(isFalse), ({ errors: [first] }) => first?.diagnostic.code ?? '');
  for (const [what, groups] of [
    ['Missed', missed],
    ['False errors', wrong],
  ] as const)
    for (const [reason, cases] of groups.slice(0, listed))
      process.stdout.write(`${what} ${cases.length}: ${reason}\n  ${described(cases[0])}\n`);
  process.stdout.write(`${formatTable({ title, head, rows: [...rows, sum] })}\n`);
}

function rowOf(kind: string, cases: readonly Compared[]): string[] {
  const rejected = cases.filter(({ verdict }) => verdict.kind === 'rejected').length;
  const found = cases.filter(isFound).length;
  const accepted = cases.filter(({ verdict }) => verdict.kind === 'accepted').length;
  const share = rejected === 0 ? 100 : (100 * found) / rejected;
  return [kind, `${rejected}`, `${found}`, `${share.toFixed(1)} %`, `${accepted}`, `${cases.filter(isFalse).length}`];
}

const described = (one: Compared | undefined): string =>
  one
    ? `${one.name}: ${[...(one.verdict.kind === 'rejected' ? one.verdict.errors : one.errors.map(said))].join('; ').slice(0, 300)}`
    : '';

/** Texts of the same form count together. */
const withoutNames = (text: string): string => text.replace(/"[^"]*"|\[[^\]]*\]|\d+/g, '_').slice(0, 120);

/** The largest groups first. */
const groupedBy = (cases: readonly Compared[], nameOf: (one: Compared) => string) =>
  grouped(cases, nameOf).toSorted(([, a], [, b]) => b.length - a.length);

const mutantsIn = (compared: readonly Compared[]) => compared.filter(({ kind }) => kind !== unchangedKind);

/** The least share of the rejected mutants that must be found, in percent. */
const floor = 98;

function leaveCounts(compared: readonly Compared[]): number {
  const mutants = mutantsIn(compared);
  const rejected = mutants.filter(({ verdict }) => verdict.kind === 'rejected').length;
  const tests = [
    100 * mutants.filter(isFound).length >= floor * rejected,
    !mutants.some(isFalse),
    !compared.some((one) => one.kind === unchangedKind && isFalse(one)),
  ];
  const failed = tests.filter((passed) => !passed).length;
  const counts = { passed: tests.length - failed, failed, skipped: 0 };
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();

// Times the analysis itself, in a process of its own, bundled as the server is. Arguments: the bundle of `inside-analysis.ts`,
// what to measure (`cold` or `warm`), the folder with the workloads, and the corpus's folder where there is one. Prints a
// `ColdTimes` or `WarmTimes` as JSON.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Edit, inverseOf, openDocument, planEdits, replaceIn } from './document.ts';
import { quantile } from './table.ts';

type Analysis = typeof import('./inside-analysis.ts');
type Source = Parameters<Analysis['targetVersion']>[2];
type Target = ReturnType<Analysis['targetVersion']>;

/** All times are in ms. */
export interface ColdTimes {
  readonly load: number;
  readonly facts: number;
  readonly first: number;
}

export interface WarmTimes {
  readonly typed: number;
  readonly whole: number;
  readonly keystrokes: readonly (readonly [phase: Phase | 'all', ms: number])[];
  readonly corpus?: readonly { readonly file: string; readonly lines: number; readonly ms: number }[];
}

/** A part of what a keystroke takes. */
export type Phase = (typeof phases)[number];

const phases = ['parse', 'lower', 'link', 'typed', 'rules'] as const;

interface Timed<T = unknown> {
  readonly result: T;
  readonly ms: number;
}

const [bundle = '', what, folder = '', corpus] = process.argv.slice(2);
const started = performance.now();
const { diagnose, emptyWorkspace, messageChecks, messageOf, since, targetVersion, withText }: Analysis = await import(
  pathToFileURL(bundle).href
);
const load = performance.now() - started;

/** What a process pays once. */
function cold(): ColdTimes {
  const facts = timed(() => {
    messageOf('envoy.config.bootstrap.v3.Bootstrap');
    since({ kind: 'message', name: 'envoy.config.bootstrap.v3.Bootstrap' });
  });
  const { uri, text } = openWorkload('seed');
  return { load, facts: facts.ms, first: timed(() => check(uri, text)).ms };
}

const openWorkload = (name: string) => openDocument(path.join(folder, name, 'envoy.yaml'));

function warm(): WarmTimes {
  const { uri, text } = openWorkload('seed');
  const typed = () => {
    const [source] = withText(emptyWorkspace(), uri, text).files.get(uri)?.envoySources ?? [];
    return timed(() => source && typedChecks(source, { version: undefined, contrib: false }));
  };
  repeat(300, typed);
  return {
    typed: medianOf(repeat(101, typed)),
    whole: medianOf(repeat(101, () => timed(() => check(uri, text)))),
    keystrokes: keystrokes(),
    ...(corpus !== undefined && { corpus: corpusFiles(corpus) }),
  };
}

/** The walk over the messages of Envoy's API, and the checks of single messages. */
function typedChecks(source: Source, { version, contrib }: Pick<Target, 'version' | 'contrib'>): void {
  const options = { contrib, ...(version !== undefined && { version }) };
  source.validated(options, messageChecks);
  source.v2Leftovers();
}

/** All of a check, from the text on. */
const check = (uri: string, text: string) => diagnose(withText(emptyWorkspace(), uri, text), uri);

/** Where the time of a keystroke in b15k goes: what a snapshot computes on first use, one after the other. */
function keystrokes(): WarmTimes['keystrokes'] {
  const document = openWorkload('b15k');
  const { uri } = document;
  let workspace = withText(emptyWorkspace(), uri, document.text);
  diagnose(workspace, uri);
  const type = (edit: Edit): Readonly<Record<Phase, Timed>> => {
    replaceIn(document, edit);
    workspace = withText(workspace, uri, document.text);
    const file = workspace.written.get(uri);
    if (!file) throw new Error(`${uri} is not in the workspace.`);
    const parse = timed(() => file.yaml);
    const lower = timed(() => file.envoySources);
    const link = timed(() => file.envoySources.map((source) => targetVersion(workspace, file, source)));
    const typed = timed(() =>
      file.envoySources.forEach((source, i) => {
        const target = link.result[i];
        if (target) typedChecks(source, target);
      }),
    );
    const rules = timed(() => diagnose(workspace, uri));
    return { parse, lower, link, typed, rules };
  };
  const typeAll = (count: number) =>
    planEdits(document, count).flatMap(({ edit }) => {
      const undo = inverseOf(document, edit);
      return [type(edit), type(undo)];
    });
  typeAll(20);
  const samples = typeAll(60);
  const total = (sample: Readonly<Record<Phase, Timed>>) => ({
    ms: phases.reduce((sum, phase) => sum + sample[phase].ms, 0),
  });
  return [
    ...phases.map((phase) => [phase, medianOf(samples.map((sample) => sample[phase]))] as const),
    ['all', medianOf(samples.map(total))],
  ];
}

/** Each file separately, the fastest of several times, after all of them have been read once. */
function corpusFiles(corpus: string): NonNullable<WarmTimes['corpus']> {
  const documents = ['bootstraps', 'manifests'].flatMap((part) =>
    fs
      .readdirSync(path.join(corpus, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ file: path.relative(corpus, file), ...openDocument(file) })),
  );
  repeat(3, () => documents.forEach(({ uri, text }) => void check(uri, text)));
  return documents.map(({ file, uri, text, lineStarts }) => ({
    file,
    lines: lineStarts.length,
    ms: Math.min(...repeat(7, () => timed(() => check(uri, text)).ms)),
  }));
}

function timed<T>(work: () => T): Timed<T> {
  const before = performance.now();
  const result = work();
  return { result, ms: performance.now() - before };
}

const repeat = <T>(times: number, work: () => T): readonly T[] => Array.from({ length: times }, work);

const medianOf = (samples: readonly Pick<Timed, 'ms'>[]): number =>
  quantile(
    samples.map(({ ms }) => ms),
    0.5,
  ) ?? 0;

process.stdout.write(JSON.stringify(what === 'cold' ? cold() : warm()));

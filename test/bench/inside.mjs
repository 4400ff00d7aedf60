// Times the analysis itself, in a process of its own. Arguments: the bundle of `inside-analysis.ts`, what to measure (`cold` or
// `warm`), a folder to write to, and the corpus's folder where there is one. Prints JSON; all times are ms.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inverseOf, openDocument, planEdits, replaceIn } from './document.mjs';
import { quantile } from './table.mjs';
import { writeWorkload } from './workloads.mjs';

const [bundle, what, folder, corpus] = process.argv.slice(2);
const started = performance.now();
const { diagnose, emptyWorkspace, messageChecks, messageOf, since, targetVersion, withText } = await import(
  pathToFileURL(bundle)
);
const load = performance.now() - started;
/** What a process pays once. */
function cold() {
  const facts = timed(() => {
    messageOf('envoy.config.bootstrap.v3.Bootstrap');
    since({ kind: 'message', name: 'envoy.config.bootstrap.v3.Bootstrap' });
  });
  const [seed] = writeWorkload('seed', folder);
  const { uri, text } = openDocument(seed);
  return { load, facts: facts.ms, first: timed(() => check(uri, text)).ms };
}

function warm() {
  const [seed] = writeWorkload('seed', path.join(folder, 'seed'));
  const { uri, text } = openDocument(seed);
  const typed = () => {
    const [source] = withText(emptyWorkspace(), uri, text).files.get(uri).envoySources;
    return timed(() => typedChecks(source, { version: undefined, contrib: false }));
  };
  repeat(300, typed);
  return {
    typed: medianOf(repeat(101, typed)),
    whole: medianOf(repeat(101, () => timed(() => check(uri, text)))),
    keystrokes: keystrokes(),
    corpus: corpus && corpusFiles(),
  };
}

/** The walk over the messages of Envoy's API, and the checks of single messages. */
function typedChecks(source, { version, contrib }) {
  const options = { contrib, ...(version !== undefined && { version }) };
  source.validated(options, messageChecks);
  source.v2Leftovers();
}

/** All of a check, from the text on. */
const check = (uri, text) => diagnose(withText(emptyWorkspace(), uri, text), uri);

/** Where the time of a keystroke in b15k goes: what a snapshot computes on first use, one after the other. */
function keystrokes() {
  const [edited] = writeWorkload('b15k', path.join(folder, 'b15k'));
  const document = openDocument(edited);
  const { uri } = document;
  let workspace = withText(emptyWorkspace(), uri, document.text);
  diagnose(workspace, uri);
  const type = (edit) => {
    replaceIn(document, edit);
    workspace = withText(workspace, uri, document.text);
    const file = workspace.written.get(uri);
    const parse = timed(() => file.yaml);
    const lower = timed(() => file.envoySources);
    const link = timed(() => file.envoySources.map((source) => targetVersion(workspace, file, source)));
    const typed = timed(() => file.envoySources.forEach((source, i) => void typedChecks(source, link.result[i])));
    const rules = timed(() => diagnose(workspace, uri));
    return { parse, lower, link, typed, rules };
  };
  const typeAll = (count) =>
    planEdits(document, count).flatMap(({ edit }) => {
      const undo = inverseOf(document, edit);
      return [type(edit), type(undo)];
    });
  typeAll(20);
  const samples = typeAll(60);
  const total = (sample) => ({ ms: Object.values(sample).reduce((sum, { ms }) => sum + ms, 0) });
  return [
    ...Object.keys(samples[0]).map((phase) => [phase, medianOf(samples.map((sample) => sample[phase]))]),
    ['all', medianOf(samples.map(total))],
  ];
}

/** Each file separately, the fastest of several times, after all of them have been read once. */
function corpusFiles() {
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

function timed(work) {
  const before = performance.now();
  const result = work();
  return { result, ms: performance.now() - before };
}

const repeat = (times, work) => Array.from({ length: times }, work);

const medianOf = (samples) =>
  quantile(
    samples.map(({ ms }) => ms),
    0.5,
  );

process.stdout.write(JSON.stringify(what === 'cold' ? cold() : warm()));

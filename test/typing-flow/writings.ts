import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { corpusFolder } from '../corpus/corpus.ts';
import { goldenTexts, workspacesBelow } from '../completion/probed-workspaces.ts';
import type { Texts } from '../completion/probe.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import type { Writing } from './flow.ts';

const here = import.meta.dirname;

/** Files that are written from the first to the last character, with the others of their workspace beside them. */
export function wholeFiles(): readonly Writing[] {
  const wanted = ['workload-sound', 'bootstrap-tls', 'bootstrap-tcp-proxy', 'xds-clusters', 'redis-without-routes'];
  const golden = goldenTexts().filter((texts) =>
    texts.some(([uri]) => wanted.some((name) => uri.includes(`/golden/${name}/`)) || uri.includes('/examples/')),
  );
  return [...golden, ...ownWorkspaces()].flatMap(eachOf);
}

/** A few of other people's files, if they lie beside this checkout. */
export function corpusFiles(): readonly Writing[] {
  if (!corpusFolder) return [];
  const small = (texts: Texts) => texts.every(([, text]) => text.length < 5_000 && !text.includes('\t'));
  return workspacesBelow(path.join(corpusFolder, 'manifests'), true)
    .filter((texts) => texts.length > 1 && small(texts))
    .slice(0, 4)
    .flatMap(eachOf)
    .slice(0, 8);
}

const eachOf = (texts: Texts): Writing[] =>
  texts.map(([uri, wanted]) => ({
    title: uri.split('/').slice(-2).join('/'),
    // VS Code removes blanks from empty lines.
    ...{ uri, before: '', wanted: wanted.replace(/^[ \t]+$/gm, ''), after: '' },
    others: texts.filter(([other]) => other !== uri),
  }));

/** A Deployment with a ConfigMap and a Service in one file, and a bootstrap with the pod of the seed. */
function ownWorkspaces(): readonly Texts[] {
  const wanted = (name: string) => readFileSync(path.join(here, '..', 'completion', 'wanted', name), 'utf8');
  const [pod] = parseFixture('#- /pod.yaml stock:seed-pod\n');
  return [
    [['file:///wanted/workload.yaml', wanted('workload.yaml')]],
    [
      ['file:///wanted/bootstrap.yaml', wanted('bootstrap.yaml')],
      ['file:///wanted/pod.yaml', pod?.text ?? ''],
    ],
  ];
}

/** Entries that are put into the middle of a finished file: the lines between the two marks of a fixture. */
export function insertedEntries(): readonly Writing[] {
  const folder = path.join(here, 'inserted');
  return readdirSync(folder).map((name) => insertedIn(name, readFileSync(path.join(folder, name), 'utf8')));
}

/** The mark of the first and of the last line that is written. */
const mark = /^ *#>\n/m;

function insertedIn(name: string, fixture: string): Writing {
  const files = fixture.split(/^#- \//m).filter((part) => part.trim() !== '');
  const texts = files.map((part): readonly [string, string] => {
    const lineEnd = part.indexOf('\n');
    return [`file:///inserted/${part.slice(0, lineEnd).trim()}`, part.slice(lineEnd + 1)];
  });
  const edited = texts.find(([, text]) => mark.test(text));
  const [before = '', wanted, after = ''] = edited?.[1].split(mark) ?? [];
  if (!edited || wanted === undefined) throw new Error(`${name} needs two lines '#>'.`);
  return {
    title: name,
    uri: edited[0],
    // The cursor is at the end of the line above.
    before: before.slice(0, -1),
    wanted: `\n${wanted.slice(0, -1)}`,
    after: `\n${after}`,
    others: texts.filter((one) => one !== edited),
  };
}

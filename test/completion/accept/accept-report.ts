import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { grouped } from '../../../server/src/analysis/text/grouped.ts';
import { goldenTexts } from '../probed-workspaces.ts';
import { type Document, documentOf, documentsOf, type Trial, trialsAt } from './accept-trials.ts';
import { kinds } from './places.ts';
import { type Random, someOf } from './random.ts';

/** At least so many of the items of each kind of place must leave the text right, in percent. */
export const cleanFloor = 99;

/** The longest text of a config that is tried, in characters: reading longer ones takes most of the time. */
const LONGEST = 12_000;

/** Our own configs and manifests, and those of a corpus: up to so many files. */
export function documentsFrom(corpus: string | undefined, files: number, random: Random): readonly Document[] {
  const own = goldenTexts()
    .flat()
    .filter(([uri, text]) => /\.ya?ml$/.test(uri) && /static_resources|^kind: (Pod|Deployment)/m.test(text))
    .map(([, text]) => text);
  const texts = corpus ? someOf(corpusTexts(corpus), files, random) : someOf(own, files, random);
  return texts.flatMap((text) =>
    /^apiVersion:/m.test(text) ? documentOf('manifest', 'file:///manifest.yaml', text) : documentsOf(text),
  );
}

function corpusTexts(corpus: string): readonly string[] {
  const [configs, sets] = [path.join(corpus, 'bootstraps', 'valid'), path.join(corpus, 'manifests')];
  const manifests = readdirSync(sets, { recursive: true, encoding: 'utf8' }).map((name) => path.join(sets, name));
  return [...readdirSync(configs).map((name) => path.join(configs, name)), ...manifests]
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .filter(
      (text) =>
        text.length < LONGEST &&
        (/^apiVersion:/m.test(text) ? /^kind: (Pod|Deployment)/m : /static_resources/).test(text),
    );
}

/** Tries so many places, as many of each kind and each carrier as of the others. */
export function acceptedAt(documents: readonly Document[], places: number, random: Random): readonly Trial[] {
  const byCarrier = grouped(documents.map((one) => [one.carrier, one] as const));
  const trials: Trial[] = [];
  const pairs = Object.keys(kinds).flatMap((kind) => [...byCarrier.values()].map((all) => ({ kind, all })));
  for (const { kind, all } of pairs)
    for (
      let done = 0, tries = 0;
      done < Math.ceil(places / pairs.length) && tries < 20 * (places / pairs.length);
      tries++
    ) {
      const document = all[random(all.length)];
      const found = document && trialsAt(document, kind, random);
      if (!found) continue;
      done++;
      trials.push(...found);
    }
  return trials;
}

/** The share of the items that leave the text right, in percent. */
export const cleanShare = (trials: readonly Trial[]): number =>
  trials.length === 0 ? 0 : (100 * trials.filter(({ wrong }) => wrong === undefined).length) / trials.length;

/** A table of the kinds of places and the carriers, and the kinds that are below the floor. */
export function acceptTable(trials: readonly Trial[]): {
  readonly lines: readonly string[];
  readonly below: readonly string[];
} {
  const carriers = [...new Set(trials.map(({ carrier }) => carrier))];
  const cell = (some: readonly Trial[]) => (some.length === 0 ? '-' : cleanShare(some).toFixed(1)).padStart(15);
  const row = (title: string, some: readonly Trial[]) =>
    [
      ...[title.padEnd(18), String(some.length).padStart(7)],
      ...[cell(some), ...carriers.map((carrier) => cell(some.filter((one) => one.carrier === carrier)))],
    ].join('');
  const ofKind = (kind: string) => trials.filter((one) => one.kind === kind);
  const head = `${'clean in %'.padEnd(18)}${'items'.padStart(7)}${['all', ...carriers].map((name) => name.padStart(15)).join('')}`;
  const names = Object.keys(kinds);
  return {
    lines: [head, ...names.map((kind) => row(kind, ofKind(kind))), row('all', trials)],
    below: names.filter((kind) => cleanShare(ofKind(kind)) < cleanFloor),
  };
}

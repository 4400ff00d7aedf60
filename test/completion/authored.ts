import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { type Written, write } from './typist.ts';
import type { Texts } from './probe.ts';

/** A file that the typist writes from nothing, and the files beside it. */
export interface Wanted {
  readonly title: string;
  readonly uri: string;
  readonly text: string;
  readonly others: Texts;
  /** The most keys that it may take. */
  readonly keys: number;
}

/** The files of the seed in block style, and a workload with all that belongs to it. */
export const wantedFiles = (): readonly Wanted[] => {
  const pod = stock('seed-pod');
  const beside: Texts = [['file:///pod.yaml', pod]];
  const envoy = own('bootstrap.yaml');
  return [
    { title: 'bootstrap', uri: '/envoy.yaml', text: envoy, others: beside, keys: 90 },
    { title: 'bootstrap alone', uri: '/envoy.yaml', text: envoy, others: [], keys: 90 },
    { title: 'pod', uri: '/pod.yaml', text: pod, others: [['file:///envoy.yaml', envoy]], keys: 200 },
    {
      ...{ title: 'pod, ConfigMap, Service', uri: '/sidecar.yaml', others: [] },
      text: own('sidecar.yaml'),
      keys: 120,
    },
    {
      ...{ title: 'Deployment, ConfigMap, Service', uri: '/workload.yaml', others: beside },
      text: own('workload.yaml'),
      keys: 215,
    },
  ];
};

/** The order of the keys is the one in which completion writes them. */
const own = (name: string): string => readFileSync(path.join(import.meta.dirname, 'wanted', name), 'utf8');

/** The same meaning in block style, as completion writes it. */
export function stock(name: string): string {
  const [file] = parseFixture(`#- /stock.yaml stock:${name}\n`);
  return stringify(parse(file?.text ?? ''), { lineWidth: 0 });
}

export const written = ({ uri, text, others }: Wanted): Written => write(`file://${uri}`, text, others);

/** The shares of a text that had to be typed, in percent. */
export const typedShare = ({ text }: Wanted, { typed }: Written): number => (100 * typed) / text.length;

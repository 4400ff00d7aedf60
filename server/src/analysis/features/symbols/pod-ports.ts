import type { Container, EnvVariable } from '../../kubernetes/manifest.ts';
import { redirectsOf } from '../../workspace/redirects.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import type { Mention } from './named-symbol.ts';
import { containersOf, handlerPorts } from './port-names.ts';

type PodPort = Omit<Mention, 'defines'> & { readonly role: 'declared' | 'used' };

/** Where a manifest mentions a port of its pod. */
export function portsInPod({ file, manifest: { podSpec } }: PlacedManifest, wanted: number): readonly PodPort[] {
  if (!podSpec) return [];
  const used = (at: YamlScalar, part?: TextRange): PodPort => ({ file, at, role: 'used', ...(part && { part }) });
  const scraped = podSpec.annotations.get('prometheus.io/port');
  return [
    ...containersOf(podSpec).flatMap((container) => [
      ...container.ports.flatMap(({ port }): PodPort[] =>
        port?.value === wanted ? [{ file, at: port.at, role: 'declared' }] : [],
      ),
      ...handlerPorts(container).flatMap((one) =>
        one.kind === 'number' && one.port.value === wanted ? [used(one.port.at)] : [],
      ),
      ...inTexts(container, wanted).map(({ at, part }) => used(at, part)),
    ]),
    ...(scraped?.value === String(wanted) ? [used(scraped.at)] : []),
    ...podSpec.initContainers.flatMap((container) =>
      redirectsOf(container).flatMap(({ at, port }) =>
        port === wanted ? partsOf(at, redirected(wanted)).map((part) => used(at, part)) : [],
      ),
    ),
  ];
}

interface PartOfText {
  readonly at: YamlScalar;
  readonly part: TextRange;
}

/** Arguments and variables that certainly mean the port: an address on loopback, or where the container itself listens. */
function inTexts(container: Container, port: number): readonly PartOfText[] {
  const { command, args, env, ports } = container;
  const listens = ports.some((declared) => declared.port?.value === port);
  const words = [...command, ...args];
  const values = env.flatMap(({ value }) => value ?? []);
  const inWords = words.flatMap((at, i) => {
    const isValue = listens && /^--?([a-z-]*-)?port$/i.test(words[i - 1]?.text ?? '') && at.text === String(port);
    const own = isValue ? [wholeOf(at)] : listens ? partsOf(at, ofFlag(port)) : [];
    return own.length > 0 ? own.map((part) => ({ at, part })) : [];
  });
  return [
    ...inWords,
    ...[...words, ...values].flatMap((at) => partsOf(at, onLoopback(port)).map((part) => ({ at, part }))),
    ...env.flatMap((variable) => portVariable(variable, port, listens)),
  ];
}

/** `PORT`, or a name with that end where the container declares the port. */
function portVariable({ name, value }: EnvVariable, port: number, listens: boolean): PartOfText[] {
  const isMeant = name === 'PORT' || (listens && name.endsWith('_PORT'));
  return value && isMeant && value.text === String(port) ? [{ at: value, part: wholeOf(value) }] : [];
}

const wholeOf = ({ text }: YamlScalar): TextRange => ({ start: 0, end: text.length });

const onLoopback = (port: number): RegExp =>
  new RegExp(`(?<=(?:127\\.0\\.0\\.1|localhost|\\[::1\\]):)${port}(?!\\d)`, 'g');

/** `--port=8080`, `--http-port 8080`, `--listen=:8080`, `-addr=0.0.0.0:8080` as one word. */
const ofFlag = (port: number): RegExp =>
  new RegExp(
    `(?<=^--?(?:[a-z-]*-)?port[= ])${port}$|(?<=^--?[a-z-]*(?:listen|addr|address|bind)[a-z-]*[= ](?:0\\.0\\.0\\.0|\\[::\\]|\\*)?:)${port}$`,
    'gi',
  );

const redirected = (port: number): RegExp => new RegExp(`(?<=--to-ports?[ =])${port}(?![-\\d])|^${port}$`, 'g');

const partsOf = ({ text }: YamlScalar, pattern: RegExp): readonly TextRange[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

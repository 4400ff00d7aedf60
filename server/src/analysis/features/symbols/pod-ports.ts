import type { Container } from '../../kubernetes/manifest.ts';
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
        port === wanted ? partsOf(at, port, isRedirect).map(({ part }) => used(at, part)) : [],
      ),
    ),
  ];
}

/** `--to-ports 15001` in a script, or the value of an option. */
const isRedirect = (before: string): boolean => before === '' || /--to-ports?[ =]$/.test(before);

interface PartOfText {
  readonly at: YamlScalar;
  readonly part: TextRange;
}

/** Arguments and variables that certainly mean the port: an address on loopback, or where the container itself listens. */
function inTexts({ command, args, env, ports }: Container, port: number): readonly PartOfText[] {
  const listens = ports.some((declared) => declared.port?.value === port);
  const words = [...command, ...args];
  return [
    ...words.flatMap((at, i) =>
      partsOf(at, port, (before, after) => {
        if (isLoopback.test(before)) return true;
        const flag = before === '' ? words[i - 1]?.text : before;
        return listens && after === '' && flag !== undefined && isListenFlag(flag);
      }),
    ),
    ...env.flatMap(({ name, value }) =>
      value
        ? partsOf(value, port, (before, after) =>
            before === '' && after === '' ? isPortVariable(name, listens) : isLoopback.test(before),
          )
        : [],
    ),
  ];
}

const isLoopback = /(?:127\.0\.0\.1|localhost|\[::1\]):$/;

/** `PORT`, or a name with that end where the container declares the port. */
const isPortVariable = (name: string, listens: boolean): boolean =>
  name === 'PORT' || (listens && name.endsWith('_PORT'));

/** The beginning of `--port=8080`, `--http-port 8080`, `--listen=:8080` or `-addr=0.0.0.0:8080`. */
function isListenFlag(text: string): boolean {
  const [, name = '', , value = ''] = /^--?([a-z-]+)([= ]|$)(.*)$/i.exec(text) ?? [];
  if (/^port$|-port$/i.test(name)) return value === '';
  return /listen|addr|bind/i.test(name) && [':', '0.0.0.0:', '[::]:', '*:'].includes(value);
}

/** The numbers in a text that are the port, if what is before and after them says so. */
const partsOf = (
  at: YamlScalar,
  port: number,
  isMeant: (before: string, after: string) => boolean,
): readonly PartOfText[] =>
  [...at.text.matchAll(/\d+/g)].flatMap(({ index: start, 0: digits }) => {
    const end = start + digits.length;
    const isIt = digits === String(port) && isMeant(at.text.slice(0, start), at.text.slice(end));
    return isIt ? [{ at, part: { start, end } }] : [];
  });

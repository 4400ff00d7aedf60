import { readFileSync } from 'node:fs';
import type { FormatCommandFact } from '../../../server/src/analysis/schema/envoy-model.ts';
import { rejections } from './ask-listeners.ts';

/** The commands that a binary knows in formats, by their names. */
export type FormatCommands = ReadonlyMap<string, FormatCommandFact>;

/** Where formats are: in the text of an access log, and in the value of a header. */
type Place = (format: string) => object;

const inLog: Place = (inline_string) => ({
  filter_chains: [{}],
  access_log: [
    {
      name: 'log',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
        path: '/dev/null',
        log_format: { text_format_source: { inline_string } },
      },
    },
  ],
});

const inHeader: Place = (value) => managerOf({ request_headers_to_add: [{ header: { key: 'a', value } }] });

/** A listener for HTTP with a route configuration. */
export const managerOf = (route_config: object): object => ({
  filter_chains: [
    {
      filters: [
        {
          name: 'manager',
          typed_config: {
            '@type':
              'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            stat_prefix: 'a',
            http_filters: [
              {
                name: 'router',
                typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
              },
            ],
            route_config,
          },
        },
      ],
    },
  ],
});

/** Parameters of which each command takes one, if it takes any. */
const parameters = [
  ...['x', 'ROUTE:x', 'a:b:ms', 'CAMEL_STRING', '%s', 'ORIG', 'NQ', 'SNI_FIRST'],
  '{"operators":[{"command":"PROTOCOL"}]}',
];

/** Names that are not texts of the binary: the first is so short that the code compares it as a number, the second is part of a regular expression. */
const otherNames = ['CEL', 'PER_REQUEST_STATE'];

/** Asks the binary about each word in it that may be the name of a command. */
export async function readFormats(binary: string): Promise<FormatCommands> {
  const words = [...new Set([...wordsIn(binary), ...otherNames])].sort();
  const ofLogs = await formsOf(binary, await namesIn(binary, words, inLog), inLog);
  const more = (await namesIn(binary, words, inHeader)).filter((name) => !ofLogs.has(name));
  const ofHeaders = await formsOf(binary, more, inHeader);
  return new Map([...ofLogs, ...[...ofHeaders].map(([name, form]) => [name, { ...form, h: 1 }] as const)]);
}

/** Words at the ends of texts. The linker stores a text that is the end of another one only there. */
function wordsIn(binary: string): string[] {
  const runs = readFileSync(binary)
    .toString('latin1')
    .matchAll(/([A-Z][A-Z0-9_]*)\0/g);
  const whole = new Set([...runs].map(([, run = '']) => run));
  return [...whole].flatMap((run) =>
    [...run.matchAll(/(^|_)(?=[A-Z])/g)].map(({ index, 1: bar = '' }) => run.slice(index + bar.length)),
  );
}

async function namesIn(binary: string, words: readonly string[], place: Place): Promise<string[]> {
  const said = await rejections(binary, new Map(words.map((name) => [name, place(`%${name}(x)%`)])));
  return words.filter((name) => !/Not supported field in StreamInfo/.test(said.get(name) ?? ''));
}

const forms = ['', ...parameters.map((one) => `(${one})`)].flatMap((form) => [form, `${form}:5`]);

async function formsOf(binary: string, names: readonly string[], place: Place): Promise<FormatCommands> {
  const written = names.flatMap((name) => forms.map((form) => `%${name}${form}%`));
  const said = await rejections(binary, new Map(written.map((format) => [format, place(format)])));
  return new Map(names.map((name) => [name, formIn(forms.filter((form) => !said.has(`%${name}${form}%`)))]));
}

function formIn(taken: readonly string[]): FormatCommandFact {
  const takesParameters = taken.some((form) => form.startsWith('('));
  return {
    p: taken.includes('') ? (takesParameters ? 'optional' : 'none') : 'required',
    ...(taken.some((form) => form.endsWith(':5')) && { l: 1 }),
  };
}

/**
 * The forms of each command that the newest version has, with the versions in which they changed. Throws if a version
 * lacks a command that an older one has, because nothing reads such facts yet.
 */
export function formatHistory(
  versions: readonly { readonly minor: string; readonly formats: FormatCommands }[],
): Record<string, readonly FormatCommandFact[]> {
  const history = new Map<string, FormatCommandFact[]>();
  for (const [index, { minor, formats }] of versions.entries()) {
    for (const [name, form] of formats) {
      const steps = history.get(name) ?? [];
      const last = steps.at(-1);
      if (!last || last.p !== form.p || last.l !== form.l || last.h !== form.h)
        steps.push({ ...(index > 0 && { a: minor }), ...form });
      history.set(name, steps);
    }
    const gone = [...history.keys()].filter((name) => !formats.has(name));
    if (gone.length > 0) throw new Error(`Envoy ${minor} lacks ${gone.join(', ')}.`);
  }
  return Object.fromEntries([...history].sort(([a], [b]) => (a < b ? -1 : 1)));
}

import assert from 'node:assert/strict';
import {
  callItem,
  complete,
  definition,
  type DocumentSymbol,
  documentLinks,
  documentSymbols,
  foldingRanges,
  formatMessage,
  highlights,
  hover,
  inlayHints,
  outgoingCalls,
  references,
  selectionRanges,
  semanticTokens,
} from '../../server/src/analysis/index.ts';
import { type CarriedConfig, carried, carriers } from '../fixture/carriers.ts';

const config = `admin:
  address:
    socket_address:
      address: 127.0.0.1
      port_value: 9901
static_resources:
  listeners:
    - name: ingress
      address:
        socket_address:
          address: 0.0.0.0
          port_value: 9092
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ingress_http
                codec_type: AUTO
                route_config:
                  virtual_hosts:
                    - name: everything
                      domains:
                        - "*"
                      routes:
                        - match:
                            prefix: /
                          route:
                            cluster: app
                            timeout: 90s
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
    - name: app
      type: STATIC
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: 127.0.0.1
                      port_value: 8080
`;

interface Feature {
  readonly name: string;
  readonly ask: (carried: CarriedConfig) => readonly string[];
  readonly expected: readonly string[];
  /** In an unsaved file, which no pod reads. */
  readonly unlinked?: readonly string[];
}

const withoutRepeats = (all: readonly string[]): readonly string[] => all.filter((one, i) => one !== all[i - 1]);

const flat = (all: readonly DocumentSymbol[]): readonly DocumentSymbol[] =>
  all.flatMap((one) => [one, ...flat(one.children)]);

const features: readonly Feature[] = [
  {
    name: 'definition',
    ask: ({ workspace, uri, at, shown }) =>
      [1, 3].flatMap((nth) => {
        const found = definition(workspace, uri, at('app', nth, 1));
        return found ? [`${shown(found.origin)} → ${found.targets.map(({ range }) => shown(range)).join()}`] : [];
      }),
    expected: ['app → app#2', 'app#3 → app#2'],
  },
  {
    name: 'references',
    ask: ({ workspace, uri, at, shown }) =>
      references(workspace, uri, at('app', 2), { includeDeclaration: true }).map(({ range }) => shown(range)),
    expected: ['app#2', 'app', 'app#3'],
  },
  {
    name: 'highlights',
    ask: ({ workspace, uri, at, shown }) =>
      highlights(workspace, uri, at('app')).map(({ range, defines }) => `${shown(range)} ${defines}`),
    expected: ['app#2 true', 'app false', 'app#3 false'],
  },
  {
    name: 'hover',
    ask: ({ workspace, uri, at, shown }) =>
      ['load_assignment', 'STATIC', 'HttpConnectionManager', 'app', 'router', '90s', '9092', 'prefix'].map((word) => {
        const found = hover(workspace, uri, at(word, 1, 1));
        return found
          ? `${shown(found.range)}: ${found.description.title}. ${found.description.sentences
              .slice(0, 1)
              .map((one) => formatMessage(one))
              .join()}`
          : 'nothing';
      }),
    expected: [
      'load_assignment: load_assignment. ',
      'STATIC: STATIC. Default value.',
      'type#2…HttpConnectionManager: HttpConnectionManager. Config of the extension `envoy.filters.network.http_connection_manager` (envoy.filters.network).',
      'app: app. Endpoints: `127.0.0.1:8080`.',
      'envoy#3…router: envoy.filters.http.router. Extension of envoy.filters.http. Its config is of the type `Router`.',
      '90s: timeout. `90s` is 1 min 30 s.',
      "9092: 9092. Service 'web' forwards its port 80 here.",
      'prefix: prefix. Route 1 of 1 in its virtual host. Envoy uses the first route that matches.',
    ],
    unlinked: ["9092: 9092. Listener 'ingress' binds it."],
  },
  {
    name: 'completion',
    ask: ({ workspace, uri, at }) =>
      ['AUTO', 'STATIC', 'app', 'codec_type'].map((word) =>
        (complete(workspace, uri, at(word, 1, word.length), { lines: true }) ?? [])
          .slice(0, 3)
          .map(({ label }) => label)
          .join(' '),
      ),
    expected: ['AUTO HTTP1 HTTP2', 'STATIC STRICT_DNS LOGICAL_DNS', 'app', 'codec_type server_name via'],
  },
  {
    name: 'document symbols',
    ask: ({ workspace, uri, shown }) =>
      flat(documentSymbols(workspace, uri))
        .filter(({ kind }) => !['manifest', 'container', 'port', 'volume', 'key', 'config'].includes(kind))
        .map(({ kind, name, selection, range }) => `${kind} ${name}: ${shown(selection)}, ${shown(range)}`),
    expected: [
      'admin admin: admin, admin…9901',
      'listener ingress: ingress, name…Router',
      'filter HttpConnectionManager: envoy…http_connection_manager, name#2…Router',
      'virtualHost *: name#3, name#3…90s',
      'route /: match, match…90s',
      'cluster app: app#2, name#5…8080',
      'endpoint 127.0.0.1:8080: endpoint, endpoint…8080',
    ],
  },
  {
    name: 'folding ranges',
    ask: ({ workspace, uri, text, shown }) =>
      withoutRepeats(
        (foldingRanges(workspace, uri) ?? []).map(({ range: { start, end } }) => {
          const lineEnd = text.indexOf('\n', end);
          return shown({ start, end: lineEnd < 0 ? text.length : lineEnd });
        }),
      ).filter((one) => /clusters|domains/.test(one)),
    expected: ['domains', 'clusters…8080'],
  },
  {
    name: 'selection ranges',
    ask: ({ workspace, uri, at, shown }) =>
      withoutRepeats(selectionRanges(workspace, uri, at('STATIC', 1, 2)).map(shown)),
    expected: [
      ...['STATIC', 'type#5…STATIC', 'name#5…8080', 'clusters…8080', 'listeners…8080'],
      ...['static_resources…8080', 'admin…8080'],
    ],
  },
  {
    name: 'inlay hints',
    ask: ({ workspace, uri, shown, text }) =>
      inlayHints(workspace, uri, { start: 0, end: text.length }).map(
        ({ offset, parts }) =>
          `${shown({ start: offset - 2, end: offset })} ${parts.map(({ label }) => formatMessage(label)).join()}`,
      ),
    expected: [
      '9092 ← Service web:80',
      'ingress_http stream_idle_timeout: 300s by default',
      'app#2 connect_timeout: 5s by default',
      '8080 → container main',
    ],
    unlinked: ['ingress_http stream_idle_timeout: 300s by default', 'app#2 connect_timeout: 5s by default'],
  },
  {
    name: 'semantic tokens',
    ask: ({ workspace, uri, shown, at }) =>
      semanticTokens(workspace, uri, { start: at('clusters'), end: at('load_assignment') }).map(
        ({ range, type, declares }) => `${shown(range)} ${type}${declares ? '!' : ''}`,
      ),
    expected: [
      ...['clusters property', 'name#5 property', 'app#2 variable!', 'type#5 property', 'STATIC enumMember'],
      'load_assignment property',
    ],
  },
  {
    name: 'document links',
    ask: ({ workspace, uri, shown }) =>
      documentLinks(workspace, uri)
        .map(({ range }) => shown(range))
        .filter((one) => one !== 'nothing'),
    expected: ['type#2…HttpConnectionManager', 'type#4…Router'],
  },
  {
    name: 'call hierarchy',
    ask: ({ workspace, uri, at, shown }) => {
      const item = callItem(workspace, uri, at('match'));
      const calls = item ? outgoingCalls(workspace, item.uri, item.selection) : [];
      return calls.map(({ item: to, at: places }) => `${item?.name} → ${to.name} at ${places.map(shown).join()}`);
    },
    expected: ['/ → app at app'],
  },
];

describe('features are the same in each carrier of a config', () => {
  for (const { name, ask, expected, unlinked = expected } of features)
    for (const carrier of carriers)
      it(`${name}: ${carrier}`, () => {
        const found = ask(carried(carrier, config));
        if (carrier !== 'unsaved buffer') assert.deepEqual(found, expected);
        else for (const one of unlinked) assert.ok(found.includes(one), `${one} is not among ${found.join(' | ')}`);
      });
});

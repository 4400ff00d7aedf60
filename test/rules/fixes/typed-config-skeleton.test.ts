import assert from 'node:assert/strict';
import { extensionTypes } from '../../../server/src/analysis/schema/envoy-facts.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { applyFix, checkFix, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/missing-typed-config';

const listenerOf = (rest: string): string => `static_resources:
  clusters:
  - name: app
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: 8080 } }
${rest}`;
const managerOf = (rest: string): string =>
  listenerOf(`    filter_chains:
    - filters:
      - name: manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: test
          route_config: {}
${rest}`);
const router = `          - name: router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;

/** A bootstrap with an extension of each category that has a name only. */
const places: Readonly<Record<string, (name: string) => string>> = {
  'envoy.filters.http': (name) =>
    managerOf(`          http_filters:\n          - name: ${name}\n${name.endsWith('.router') ? '' : router}`),
  'envoy.access_loggers': (name) =>
    managerOf(`          access_log:\n          - name: ${name}\n          http_filters:\n${router}`),
  'envoy.filters.network': (name) => listenerOf(`    filter_chains:\n    - filters:\n      - name: ${name}\n`),
  'envoy.filters.listener': (name) =>
    listenerOf(`    listener_filters:\n    - name: ${name}\n    filter_chains: [{}]\n`),
  'envoy.transport_sockets.upstream': (name) =>
    `static_resources:\n  clusters:\n  - name: app\n    transport_socket:\n      name: ${name}\n`,
};

describe('adding the missing config of an extension', () => {
  it('adds what the type requires, with the existing cluster', () => {
    const listener = (rest: string) =>
      `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
  listeners:
    - filter_chains:
        - filters:
            - name: envoy.filters.network.tcp_proxy
${rest}`;
    checkFix(
      listener(''),
      code,
      listener(`              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: tcp
                cluster: app
`),
    );
  });

  itAsksEnvoy('writes what Envoy accepts', async (envoy) => {
    const unwritten = Object.entries(places).flatMap(([category, place]) =>
      [...new Set(extensionTypes(category).map(({ extension }) => extension))].map(place),
    );
    const fixed = unwritten.flatMap((text) => {
      const workspace = workspaceOf(parseFixture(`#- /envoy.yaml\n${text}`));
      const fixes = diagnosticsOf(workspace, code).flatMap((one) => one.fixes?.() ?? []);
      return fixes.flatMap((fix) => bootstrapsOf(applyFix(workspace, fix)));
    });
    assert.ok(fixed.length > 30, `only ${fixed.length} fixes`);
    assert.deepEqual(await refusals(envoy, fixed), []);
  });
});

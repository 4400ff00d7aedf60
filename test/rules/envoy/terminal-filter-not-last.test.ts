import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from './filtered.ts';

const code = 'envoy/terminal-filter-not-last';
const chain = (...filters: readonly string[]) => `#- /envoy.yaml
static_resources:
  listeners:
    - name: tcp
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
${filters.map((filter) => `            - ${filter}\n`).join('')}`;
const filter = (name: string, type: string) =>
  `{ name: ${name}, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.${type} } }`;
const echo = filter('echo', 'echo.v3.Echo');
const limit = filter('limit', 'connection_limit.v3.ConnectionLimit').replace(
  ' } }',
  ', stat_prefix: a, max_connections: 1 } }',
);
const own = filter('own', 'own.v3.Own');
const foreign = { 'envoy/unknown-extension': 'off' } as const;

describe(code, () => {
  it('removes one of two filters that both end the chain', () => {
    const other = filter('other', 'direct_response.v3.Config');
    checkDiagnostics(
      `${chain(echo, other)}#? error ${code} at "echo": Terminal filter 'echo' must be the last filter in the chain.\n`,
    );
    checkFix(chain(echo, other), code, chain(other), 'Remove this filter');
  });

  it('reports a chain that ends with a filter that passes data on', () => {
    checkDiagnostics(
      `${chain(own, limit)}#? error ${code} at "limit": 'limit' is not a terminal filter and cannot be last. Add a terminal filter after it, such as tcp_proxy.\n`,
      foreign,
    );
  });

  it('reports nothing about filters it does not know, and about empty chains', () => {
    checkDiagnostics(chain(limit, own), foreign);
    checkDiagnostics(chain(own, own), foreign);
    checkDiagnostics(
      chain('{ name: last, typed_config: { "@type": "$(TYPE)" } }').replace(
        '- filters:',
        `- filters:\n            - ${limit}`,
      ),
    );
    checkDiagnostics(chain().replace('filters:\n', 'filters: []\n'));
  });

  it('knows the other HTTP filter that ends the list', () => {
    const mcp = httpFilter('mcp', 'mcp_router.v3.McpRouter');
    checkDiagnostics(filtered(mcp));
    checkDiagnostics(`${filtered(mcp, routerFilter)}#? error ${code} at "mcp"\n`);
  });
});

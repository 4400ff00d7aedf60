import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { corsFilter, filtered, httpFilter, routerFilter } from './filtered.ts';

const code = 'envoy/router-not-last';

describe(code, () => {
  it('moves the router after filters of any kind', () => {
    const own = httpFilter('own', 'own.v3.Own');
    checkFix(filtered(routerFilter, corsFilter, own), code, filtered(corsFilter, own, routerFilter));
  });

  it('removes one of two routers', () => {
    const second = httpFilter('router-2', 'router.v3.Router');
    checkDiagnostics(
      `${filtered(routerFilter, corsFilter, second)}#? error ${code} at "router": Duplicate router. Only the last HTTP filter may be a router.\n`,
    );
    checkFix(filtered(routerFilter, corsFilter, second), code, filtered(corsFilter, second), 'Remove this router');
  });

  it('reports nothing about a listener that Envoy ignores', () => {
    const text = filtered(routerFilter, corsFilter);
    const listeners = '  listeners:\n';
    const first =
      '    - { name: web, address: { socket_address: { address: 0.0.0.0, port_value: 80 } }, filter_chains: [{ filters: [] }] }\n';
    checkDiagnostics(
      `${text.replace(listeners, listeners + first)}#? warning envoy/duplicate-listener-name at "web"#2\n`,
    );
  });
});

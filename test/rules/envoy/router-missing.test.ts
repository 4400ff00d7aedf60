import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { corsFilter, filtered, httpFilter, managed, routerFilter } from './filtered.ts';

const code = 'envoy/router-missing';
const inserted =
  '- name: envoy.filters.http.router\n                    typed_config:\n                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router\n';

describe(code, () => {
  it('warns if there are no filters, and inserts the router', () => {
    const filters = `                http_filters:\n                  ${inserted}`;
    checkFix(managed(''), code, managed(filters));
    checkFix(managed('                http_filters: []\n'), code, managed(filters));
    checkDiagnostics(
      `${managed('')}#? warning ${code} at "http": No HTTP filters are set. Requests are not served without the router filter.\n`,
    );
  });

  it('looks at the filters of upgrades, which may be left out', () => {
    const upgrades = `                upgrade_configs: [{ upgrade_type: websocket, filters: [${corsFilter}] }, { upgrade_type: connect }]\n`;
    checkDiagnostics(`${filtered(routerFilter)}${upgrades}#? error ${code} at "filters"#5\n`);
  });

  it('knows a filter in a TypedStruct', () => {
    const struct = (type: string) =>
      `{ name: f, typed_config: { "@type": type.googleapis.com/xds.type.v3.TypedStruct, type_url: type.googleapis.com/envoy.extensions.filters.http.${type} } }`;
    checkDiagnostics(filtered(corsFilter, struct('router.v3.Router')));
    checkDiagnostics(`${filtered(struct('buffer.v3.Buffer'))}#? error ${code} at "http_filters"\n`);
  });

  it('reports nothing about filters it does not know, discovered ones, placeholders and elided parts', () => {
    checkDiagnostics(filtered(httpFilter('own', 'own.v3.Own')), { 'envoy/unknown-extension': 'off' });
    checkDiagnostics(filtered(httpFilter('module', 'dynamic_modules.v3.DynamicModuleFilter')));
    checkDiagnostics(
      filtered(
        corsFilter,
        '{ name: last, config_discovery: { config_source: { path_config_source: { path: /a } }, type_urls: [type.googleapis.com/envoy.extensions.filters.http.router.v3.Router] } }',
      ),
    );
    checkDiagnostics(filtered(corsFilter, '{ name: last, typed_config: { "@type": "$(TYPE)" } }'));
    checkDiagnostics(managed('                http_filters: "$(FILTERS)"\n'));
    checkDiagnostics(`${filtered(corsFilter)}                tracing: {…}\n`);
  });

  it('leaves filters under a misspelt name or in a wrong place to the rule for that', () => {
    checkDiagnostics(
      `${managed('                htttp_filters: []\n')}#? error envoy/unknown-field at "htttp_filters"\n`,
    );
    const text = managed('').replace('virtual_hosts: []', `http_filters: [${routerFilter}]`);
    checkDiagnostics(`${text}#? error envoy/unknown-field at "http_filters"\n`);
    checkDiagnostics(`${managed('                http_protocol_options: {}\n')}#? warning ${code} at "http"\n`);
  });
});

import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, cluster, error, extension, quiet } from '../message-checks/configs.ts';

const metadata = (fields: string) =>
  cluster(
    `type: STATIC, metadata: { typed_filter_metadata: { a: { "@type": type.googleapis.com/envoy.config.core.v3.TlvEntry, ${fields} } } }`,
  );
const datadog = extension('envoy.config.trace.v3.DatadogConfig', 'collector_cluster: app');
const app = 'static_resources: { clusters: [{ name: app, type: STATIC }] }';

describe('extensions that Envoy parses and does not load', () =>
  compareWithEnvoy(
    {
      'have known fields, and no rules': [
        [metadata('format_string: { text_format_source: { filename: "" } }'), ''],
        [metadata('tipo: 1'), error('tipo', 'unknown-field'), /no such field: 'tipo'/],
        [bootstrap(`tracing: { http: ${datadog} }`, app), ''],
        [
          bootstrap(`tracing: { http: ${extension('envoy.extensions.filters.http.cors.v3.Cors')} }`, app),
          error('type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors', 'wrong-extension-category'),
          /Didn't find a registered implementation/,
        ],
      ],
    },
    quiet,
  ));

import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, extension, http, network, quiet } from './configs.ts';

const header = (rule: string) => http('header_to_metadata.v3.Config', `request_rules: [{ ${rule} }]`);
const json = (rule: string) =>
  http('json_to_metadata.v3.JsonToMetadata', `request_rules: { rules: [{ selectors: [{ key: a }]${rule} }] }`);

describe('filters that make metadata', () => {
  it('take a header or a cookie, and do something', () => {
    checkDiagnostics(header('on_header_present: { key: c }') + error('on_header_present', 'missing-field'), quiet);
    checkDiagnostics(
      header('header: a, cookie: b, on_header_present: { key: c }') + error('cookie', 'conflicting-fields'),
      quiet,
    );
    checkDiagnostics(header('header: x-a') + error('header', 'rule-without-effect', 2), quiet);
    checkDiagnostics(
      header('cookie: a, remove: true, on_header_present: { key: c }') + error('remove', 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(header('header: a, on_header_missing: { key: c }') + error('key', 'missing-field'), quiet);
    checkDiagnostics(
      header('header: a, on_header_missing: { key: c, value: "" }') + error('key', 'missing-field'),
      quiet,
    );
    checkDiagnostics(header('header: a, on_header_present: { key: c }'), quiet);
    checkDiagnostics(header('header: a, on_header_missing: { key: c, value: d }'), quiet);
    checkDiagnostics(http('header_to_metadata.v3.Config'), quiet);
  });

  it('have one value', () => {
    const rewrite = 'regex_value_rewrite: { pattern: { regex: a }, substitution: b }';
    checkDiagnostics(
      header(`header: a, on_header_present: { key: c, value: d, ${rewrite} }`) +
        error('regex_value_rewrite', 'conflicting-fields'),
      quiet,
    );
    checkDiagnostics(header(`header: a, on_header_present: { key: c, ${rewrite} }`), quiet);
  });

  it('rewrite existing values, and nothing if there is no header', () => {
    const wrong = 'regex_value_rewrite: { pattern: { regex: "*" } }';
    checkDiagnostics(header(`header: a, on_header_present: { key: c, ${wrong} }`) + error('*', 'invalid-regex'), quiet);
    checkDiagnostics(header(`header: a, on_header_missing: { key: c, value: d, ${wrong} }`), quiet);
  });

  it('do something with JSON', () => {
    checkDiagnostics(json('') + error('selectors', 'rule-without-effect'), quiet);
    checkDiagnostics(json(', on_error: { key: c, value: d }') + error('selectors', 'rule-without-effect'), quiet);
    checkDiagnostics(json(', on_missing: { key: c }') + error('key', 'missing-field', 2), quiet);
    checkDiagnostics(json(', on_present: { key: c }, on_error: { key: c }') + error('key', 'missing-field', 3), quiet);
    checkDiagnostics(json(', on_missing: { key: c, value: "" }'), quiet);
    checkDiagnostics(json(', on_present: { key: c }'), quiet);
  });

  it('do something with Thrift, also for a route', () => {
    const thrift = (rule: string) =>
      http('thrift_to_metadata.v3.ThriftToMetadata', `request_rules: [{ field: METHOD_NAME${rule} }]`);
    checkDiagnostics(thrift('') + error('field', 'rule-without-effect'), quiet);
    checkDiagnostics(thrift(', on_missing: { key: c }') + error('key', 'missing-field'), quiet);
    checkDiagnostics(thrift(', on_missing: { key: c, value: 1 }'), quiet);
    checkDiagnostics(thrift(', on_present: { key: c }'), quiet);
  });
});

describe('filters of Thrift that make metadata', () => {
  const folder = 'envoy.extensions.filters.network.thrift_proxy';
  const filtered = (filter: string) =>
    network(
      extension(
        `${folder}.v3.ThriftProxy`,
        `stat_prefix: a, thrift_filters: [${filter}, ${extension(`${folder}.router.v3.Router`)}]`,
      ),
    );
  const headers = (rule: string) =>
    filtered(
      extension(`${folder}.filters.header_to_metadata.v3.HeaderToMetadata`, `request_rules: [{ header: x-a${rule} }]`),
    );
  const payload = (rule: string) =>
    filtered(
      extension(
        `${folder}.filters.payload_to_metadata.v3.PayloadToMetadata`,
        `request_rules: [{ method_name: x-m, field_selector: { name: x-f, id: 1 }${rule} }]`,
      ),
    );
  const emptyValue = /annot specify on_missing rule with(out non-)? ?empty value/;
  const nothing = /neither `on_present` nor `on_missing` set/;
  compareWithEnvoy(
    {
      'do something': [
        [headers(''), error('header', 'rule-without-effect', 2), /has neither `on_present` nor `on_missing` set/],
        [headers(', on_present: { key: x-k }'), ''],
        [payload(''), error('method_name', 'rule-without-effect'), nothing],
        [payload(', on_present: { key: x-k }'), ''],
      ],
      'have a value for what is missing': [
        [headers(', on_missing: { key: x-k }'), error('key', 'missing-field'), emptyValue],
        [headers(', on_missing: { key: x-k, value: "" }'), error('key', 'missing-field'), emptyValue],
        [headers(', on_missing: { key: x-k, value: v }'), ''],
        [payload(', on_missing: { key: x-k, value: "" }'), error('key', 'missing-field'), emptyValue],
        [payload(', on_missing: { key: x-k, value: v }'), ''],
      ],
    },
    quiet,
  );
});

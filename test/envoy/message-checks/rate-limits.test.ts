import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, http, quiet } from './configs.ts';

const limit = (interval: string, more = '') =>
  http(
    'local_ratelimit.v3.LocalRateLimit',
    `stat_prefix: a, token_bucket: { max_tokens: 1, fill_interval: ${interval} }${more}`,
  );
const descriptor = (entries: string) => `{ entries: [${entries}], token_bucket: { max_tokens: 1, fill_interval: 1s } }`;

describe('local rate limits', () => {
  it('fill their bucket no faster than every 50 milliseconds', () => {
    checkDiagnostics(
      `${limit('0.049s')}#? error envoy/out-of-range at "0.049s": The fill interval must be at least 0.05s.\n`,
      quiet,
    );
    checkDiagnostics(limit('0.05s'), quiet);
  });

  it('have one descriptor for each thing', () => {
    const twice = descriptor('{ key: a, value: b }');
    checkDiagnostics(
      limit('1s', `, descriptors: [${twice}, ${twice}]`) + error('entries', 'duplicate-entry', 2),
      quiet,
    );
    const [one, other] = ['{ key: a, value: b }, { key: c }', '{ key: c }, { key: a, value: b }'].map(descriptor);
    checkDiagnostics(limit('1s', `, descriptors: [${one}, ${other}]`), quiet);
  });

  it('have no stages, not even 0, and no keys that disable them', () => {
    const withField = (written: string) =>
      limit('1s', `, rate_limits: [{ ${written}, actions: [{ remote_address: {} }] }]`);
    for (const stage of ['5', '0', '0x0', '"0"'])
      checkDiagnostics(withField(`stage: ${stage}`) + error('stage', 'unsupported-field'), quiet);
    checkDiagnostics(withField('disable_key: "0"') + error('disable_key', 'unsupported-field'), quiet);
    for (const unset of ['stage: ~', 'disable_key: ""']) checkDiagnostics(withField(unset), quiet);
  });
});

describe('the rate limits of a filter', () => {
  const local = (fields: string) => limit('1s', `, rate_limits: [{ ${fields}, actions: [{ remote_address: {} }] }]`);
  const both = /hits_addend must contain either a format or a number/;
  compareWithEnvoy(
    {
      'add a number of hits or a format': [
        [local('hits_addend: {}'), error('{}', 'missing-field'), both],
        [local('hits_addend: { format: "" }'), error('format', 'missing-field'), both],
        [local('hits_addend: { number: 1, format: "%REQ(a)%" }'), error('format', 'conflicting-fields'), both],
        [local('hits_addend: { number: 0 }'), ''],
        [local('hits_addend: { format: "%REQ(a)%" }'), ''],
      ],
      'have no limit of their own, if they are local': [
        [
          local('limit: { dynamic_metadata: { metadata_key: { key: a, path: [{ key: b }] } } }'),
          error('limit', 'unsupported-field', 3),
          /'limit' field is not supported/,
        ],
      ],
    },
    quiet,
  );

  it('have no stages in a filter that asks a server either', () => {
    const asked = (fields: string) =>
      http(
        'ratelimit.v3.RateLimit',
        `domain: a, rate_limit_service: { transport_api_version: V3, grpc_service: { google_grpc: { target_uri: a, stat_prefix: a } } }, rate_limits: [{ ${fields}, actions: [{ remote_address: {} }] }]`,
      );
    checkDiagnostics(asked('disable_key: a') + error('disable_key', 'unsupported-field'), quiet);
    checkDiagnostics(asked('hits_addend: {}') + error('{}', 'missing-field'), quiet);
    checkDiagnostics(asked('apply_on_stream_done: true'), quiet);
  });
});

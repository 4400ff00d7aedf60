import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, manager, quiet } from './configs.ts';

const http = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const custom = (...settings: readonly (readonly [number | string, number])[]) =>
  `custom_settings_parameters: [${settings.map(([identifier, value]) => `{ identifier: ${identifier}, value: ${value} }`).join(', ')}]`;
const typed = (options: string) =>
  `typed_extension_protocol_options: { ${http}: { "@type": type.googleapis.com/${http}, ${options} } }`;
const of = (fields: string) =>
  cluster(`type: STATIC, ${typed(`explicit_http_config: { http2_protocol_options: { ${fields} } }`)}`);
const own = (fields: string, more = '') => cluster(`type: STATIC, http2_protocol_options: { ${fields} }${more}`);
const twice = custom([9, 70], [9, 71]);
const inconsistent = /inconsistent HTTP\/2 custom SETTINGS parameter\(s\) detected/;

describe('settings of HTTP/2', () =>
  compareWithEnvoy(
    {
      'have one value': [
        [of(twice), error('71', 'duplicate-entry'), inconsistent],
        [of(custom([9, 70], [9, 70])), ''],
        [own(twice), error('71', 'duplicate-entry'), inconsistent],
        [manager(`http2_protocol_options: { ${twice} }`), error('71', 'duplicate-entry'), inconsistent],
      ],
      'have no field of their own that is set': [
        ...(
          [
            ['hpack_table_size: 4096', '0x1'],
            ['max_concurrent_streams: 4096', '0x3'],
            ['initial_stream_window_size: 65535', '0x4'],
          ] as const
        ).map(
          ([field, identifier]) =>
            [
              of(`${field}, ${custom([identifier, 70_000])}`),
              error(identifier, 'conflicting-fields'),
              /can not be configured through both named and custom parameters/,
            ] as const,
        ),
        [of(custom([3, 70])), ''],
        [of(`max_concurrent_streams: ~, ${custom([3, 70])}`), ''],
      ],
      'do not allow CONNECT, and no server push': [
        [of(custom([8, 71])), error('8', 'unsupported-field'), /must only be configured through the named field/],
        [of(custom([2, 1])), error('1', 'invalid-value'), /server push is not supported/],
        [of(custom([2, 0])), ''],
      ],
      'of a cluster do not count beside typed ones': [
        [own(twice, `, ${typed('explicit_http_config: { http_protocol_options: {} }')}`), ''],
      ],
    },
    quiet,
  ));

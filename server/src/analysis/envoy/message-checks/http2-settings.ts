import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyUint } from '../envoy-scalar.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';

/**
 * The SETTINGS parameters of HTTP/2 that have no field of their own: each has one value, and none has a field, allows CONNECT or
 * turns on server push (Envoy 1.36 to 1.40). For messages that have `http2_protocol_options`.
 */
export const http2Settings: CodedCheck = (holder, report) => {
  const node = field(holder, 'http2_protocol_options');
  const values = new Map<number, number>();
  for (const setting of fieldItems(field(node, 'custom_settings_parameters'))) {
    const identifier = envoyUint(field(setting, 'identifier'));
    const value = envoyUint(field(setting, 'value'));
    if (!identifier || !value) continue;
    const named = namedSettings[identifier.value];
    const own = named === undefined ? undefined : fieldEntry(node, named);
    const known = values.get(identifier.value);
    if (identifier.value === ALLOW_CONNECT)
      report('envoy/unsupported-field', identifier.at, "This setting is not allowed here. Use '{0}'.", 'allow_connect');
    else if (identifier.value === ENABLE_PUSH && value.value === 1)
      report('envoy/invalid-value', value.at, 'Envoy does not support server push.');
    else if (own && !isUnset(own.value))
      report('envoy/conflicting-fields', identifier.at, "This setting is already set with '{0}'.", own.key.text);
    else if (known !== undefined && known !== value.value)
      report('envoy/duplicate-entry', value.at, 'This setting is already set to {0}.', known);
    values.set(identifier.value, known ?? value.value);
  }
};

/** The same for a cluster: Envoy does not read its own options beside typed ones. */
export const clusterHttp2Settings: CodedCheck = (node, report, context) => {
  if (valueAt(field(node, 'typed_extension_protocol_options'), HTTP_OPTIONS) === undefined)
    http2Settings(node, report, context);
};

const HTTP_OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

const ENABLE_PUSH = 2;
const ALLOW_CONNECT = 8;

/** "the {…} HTTP/2 SETTINGS parameter(s) can not be configured through both named and custom parameters". */
const namedSettings: Readonly<Record<number, string>> = {
  1: 'hpack_table_size',
  3: 'max_concurrent_streams',
  4: 'initial_stream_window_size',
};

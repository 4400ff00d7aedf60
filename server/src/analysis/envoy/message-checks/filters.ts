import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { MessageCheck } from './message-check.ts';

/** The keys of a JWT's issuer are fetched from a whole URL, whose host has no underscore. */
export const jwksUri: MessageCheck = (node, report) => {
  const uri = envoyString(fieldPath(node, 'http_uri', 'uri'));
  if (!uri || isUnfilled(uri.value)) return;
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(uri.value)?.[1];
  if (host === undefined)
    report(
      'envoy/refused-value',
      uri.at,
      '"{0}" is no URL: it begins with "{1}" or "{2}".',
      uri.value,
      'http://',
      'https://',
    );
  else if (/[_\s]/.test(host))
    report('envoy/refused-value', uri.at, '"{0}" is no name of a host: Envoy refuses it.', host);
};

/** What a health check by TCP sends and expects is written in hexadecimal. */
export const hexPayload: MessageCheck = (node, report) => {
  const text = envoyString(field(node, 'text'));
  if (text && !isUnfilled(text.value) && !/^([0-9a-f]{2})*$/i.test(text.value))
    report(
      'envoy/refused-value',
      text.at,
      'Bytes are written in hexadecimal here, two digits each: "{0}" is refused.',
      text.value,
    );
};

/** A Redis proxy needs a cluster for at least some keys, and one for each prefix. */
export const redisRoutes: MessageCheck = (node, report) => {
  const entry = fieldEntry(node, 'prefix_routes');
  const routes = fieldItems(field(entry?.value, 'routes'));
  if (routes.length === 0 && !fieldEntry(entry?.value, 'catch_all_route'))
    report(
      'envoy/refused-value',
      entry ?? node.entries[0] ?? node,
      'A Redis proxy needs a cluster, in "{0}" or "{1}": Envoy refuses this one.',
      'prefix_routes.catch_all_route',
      'prefix_routes.routes',
    );
};

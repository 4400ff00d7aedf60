import { decodeBytes } from '../../envoy/base64-bytes.ts';
import { enumField } from '../../envoy/enum-field.ts';
import { field, fieldEntry, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyDuration, envoyName, envoyString } from '../../envoy/envoy-scalar.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { cipherSuites, tlsCurves } from '../../envoy/tls-names.ts';
import { v2ValueSuccessor } from '../../envoy/v2-fields.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { enumValues, messageOf as knownMessage } from '../../schema/envoy-facts.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { shortName, typeLabel } from '../findings/type-labels.ts';
import { durationFixes } from '../fixes/duration-fixes.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';

export const envoyInvalidValue = rule({
  code: 'envoy/invalid-value',
  subject: 'envoy',
  severity: 'error',
  summary: 'A value is not valid for its field.',
  why: 'Envoy accepts enum values by name, in any case, and by number. Durations must be in seconds with an `s` (`0.25s`). Integers may also be in quotes. Type URLs require a host before the last slash.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT-DNS
#           ^^^^^^^^^^ error envoy/invalid-value: 'STRICT-DNS' is not a valid value of Cluster.DiscoveryType.
      load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: app, port_value: 80 } } } }] }] }
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
      load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: app, port_value: 80 } } } }] }] }
`,
    },
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 250ms
#                      ^^^^^ error envoy/invalid-value: '250ms' is not a valid duration. Use seconds with a suffix, for example 0.25s.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 0.25s
`,
    },
  ],
  visits: {
    'envoy.config.bootstrap.v3.Bootstrap': statsEviction,
    'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': clusterCollection,
    'envoy.config.core.v3.HealthCheck.Payload': hexPayload,
    'envoy.extensions.filters.http.aws_lambda.v3.Config': lambdaArn,
    'envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning': signingRegion,
    'envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks': jwksUri,
    'envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext': inlinePem('trusted_ca'),
    'envoy.extensions.transport_sockets.tls.v3.TlsCertificate': inlinePem('certificate_chain', 'private_key'),
    'envoy.extensions.transport_sockets.tls.v3.TlsParameters': tlsParameters,
  },
  check(subject, report) {
    for (const found of envoyFindings(subject, 'invalid-value')) {
      // Values of the v2 API have their own rule.
      if (v2ValueSuccessor(found.finding.expected, found.finding.text) !== undefined) continue;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: messageOf(found),
        fixes: () => fixes(subject, found),
      });
    }
    reportMessages(subject, 'envoy/invalid-value', report, { formerCodes: ['envoy/refused-value'] });
  },
});

/** "… does not have a xdstp:, http: or file: scheme": collections of clusters are named by a URL. */
function clusterCollection(node: YamlMap, report: ReportProblem): void {
  const locator = envoyString(field(node, 'cds_resources_locator'));
  if (!locator || locator.value === '' || isUnfilled(locator.value) || /^(xdstp|http|file):/.test(locator.value))
    return;
  report(locator.at, "This must be a URL that starts with '{0}', '{1}' or '{2}'.", 'xdstp:', 'http:', 'file:');
}

/** "aws_lambda_filter: Invalid ARN": Envoy reads seven parts, of which the last ones are the function (Envoy 1.36 to 1.40). */
function lambdaArn(node: YamlMap, report: ReportProblem): void {
  const arn = envoyString(field(node, 'arn'));
  // An empty one violates a rule of the API.
  if (!arn || arn.value === '' || isUnfilled(arn.value) || /^arn(:[^:]*){6}/.test(arn.value)) return;
  report(
    arn.at,
    "'{0}' is not an ARN of a function. It must have the form '{1}'.",
    arn.value,
    'arn:aws:lambda:REGION:ACCOUNT:function:NAME',
  );
}

const awsSigning = 'envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning';

/** "SigV4 region string cannot contain wildcards or commas" (Envoy 1.36 to 1.40). */
function signingRegion(node: YamlMap, report: ReportProblem): void {
  const region = envoyString(field(node, 'region'));
  if (!region || !/[*,]/.test(region.value) || isUnfilled(region.value)) return;
  if (enumField(node, awsSigning, 'signing_algorithm') !== 'AWS_SIGV4') return;
  report(region.at, "A list or pattern of regions requires '{0}'.", 'signing_algorithm: AWS_SIGV4A');
}

/** The keys of a JWT's issuer are fetched from a whole URL, whose host has no underscore. */
function jwksUri(node: YamlMap, report: ReportProblem): void {
  const uri = envoyString(fieldPath(node, 'http_uri', 'uri'));
  if (!uri || isUnfilled(uri.value)) return;
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(uri.value)?.[1];
  if (host === undefined)
    report(uri.at, "'{0}' is not a valid URL. It must start with '{1}' or '{2}'.", uri.value, 'http://', 'https://');
  else if (/[_\s]/.test(host)) report(uri.at, "'{0}' is not a valid host name.", host);
}

/** What a health check by TCP sends and expects is written in hexadecimal. */
function hexPayload(node: YamlMap, report: ReportProblem): void {
  const text = envoyString(field(node, 'text'));
  if (text && !isUnfilled(text.value) && !/^([0-9a-f]{2})*$/i.test(text.value))
    report(text.at, "'{0}' is not valid hexadecimal. Write two digits for each byte.", text.value);
}

/**
 * Inline certificates and keys must be PEM. Envoy rejects other texts ("Failed to load trusted CA certificates from
 * <inline>", semantics cases `bytes-*`), including DER. Files are not checked.
 */
function inlinePem(...names: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const name of names) {
      const source = field(node, name);
      for (const [form, read] of forms) {
        const entry = fieldEntry(source, form);
        const written = envoyName(entry?.value)?.value;
        if (!entry || !written || isFilledIn(written)) continue;
        const text = read(written);
        if (text !== undefined && !text.includes('-----BEGIN '))
          report(entry, "This is not valid PEM. It must contain '{0}'.", '-----BEGIN …');
      }
    }
  };
}

/** Templates and documentation have various marks, such as `@inject-runfile …`, so only a value that looks complete counts. */
const isFilledIn = (text: string): boolean => isElision(text) || /[@$<{%]/.test(text);

const forms: readonly (readonly [string, (text: string) => string | undefined])[] = [
  ['inline_string', (text) => text],
  ['inline_bytes', decodeBytes],
];

/** "stats_eviction_interval must be a multiple of stats_flush_interval", which is 5 seconds by default. */
function statsEviction(node: YamlMap, report: ReportProblem): void {
  const eviction = field(node, 'stats_eviction_interval');
  const flush = field(node, 'stats_flush_interval');
  const [every, of] = [envoyDuration(eviction), flush ? envoyDuration(flush) : 5];
  if (!eviction || every === undefined || of === undefined || of === 0) return;
  if (Math.round(every * 1000) % Math.round(of * 1000) !== 0)
    report(
      eviction,
      "'{0}' must be a multiple of '{1}', which is {2}s.",
      'stats_eviction_interval',
      'stats_flush_interval',
      of,
    );
}

/**
 * "Failed to initialize cipher suites", "Failed to initialize ECDH curves": BoringSSL has fewer than OpenSSL, and knows each by its own name. Both
 * lists hold what any of Envoy 1.36 to 1.40 takes; of words such as `HIGH` or `ECDHE+AESGCM` nothing is said.
 */
function tlsParameters(node: YamlMap, report: ReportProblem): void {
  for (const item of scalarsOf(field(node, 'cipher_suites')))
    for (const { text, start } of wordsOf(item, /[^:|[\]]+/g))
      if (isNoName.test(text) || (isSuite(text) && !cipherSuites.has(text)))
        report(
          { value: item, start, end: start + text.length },
          tls13.test(text)
            ? "'{0}' is a TLS 1.3 cipher suite. Those are always enabled and must not be listed."
            : "Unknown cipher suite '{0}'.",
          text,
        );
  for (const item of scalarsOf(field(node, 'ecdh_curves')))
    for (const { text, start } of wordsOf(item, /[^:]+/g))
      if (!tlsCurves.has(text))
        report(
          { value: item, start, end: start + text.length },
          "Unknown curve '{0}'. Use for example '{1}' or '{2}'.",
          text,
          'X25519',
          'P-256',
        );
  for (const item of scalarsOf(field(node, 'signature_algorithms')))
    for (const { text, start } of wordsOf(item, /[^:]+/g))
      if (isNoName.test(text))
        report(
          { value: item, start, end: start + text.length },
          "Unknown signature algorithm '{0}'. Use for example '{1}' or '{2}'.",
          text,
          'rsa_pss_rsae_sha256',
          'ecdsa_secp256r1_sha256',
        );
}

/** No name of a cipher, a group of them or an algorithm has such characters ("Failed to initialize …"; Envoy 1.36 to 1.40). */
const isNoName = /[^\w+@!=.,; -]/;

function wordsOf(node: YamlNode, pattern: RegExp): { readonly text: string; readonly start: number }[] {
  const text = envoyString(node)?.value ?? '';
  if (isUnfilled(text)) return [];
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], start: match.index }));
}

const scalarsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node?.kind === 'scalar' ? [node] : [];

/** The name of one suite, not of a group of them: it has parts. */
const isSuite = (word: string): boolean => /^[A-Za-z]\w*(-\w+)+$|^TLS_\w+$/.test(word);

const tls13 = /^TLS_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)$/;

function messageOf({ finding: { kind, expected, text }, entry }: FoundInEnvoy<'invalid-value'>): Message {
  switch (kind) {
    case 'enum':
      return message("'{0}' is not a valid value of {1}.", text, shortName(expected));
    case 'duration':
      return message("'{0}' is not a valid duration. Use seconds with a suffix, for example 0.25s.", text);
    case 'type-url':
      return message("'{0}' is not a valid type URL. Put a host and a slash before the type name.", text);
    default:
      return message("'{0}' must be {1}, not '{2}'.", entry?.key.text ?? '', typeLabel(expected), text);
  }
}

function fixes({ file }: Subjects['envoy'], { finding, node, editable }: FoundInEnvoy<'invalid-value'>): Fix[] {
  if (node?.kind !== 'scalar' || !editable) return [];
  const changes = (values: readonly (string | number)[]): Fix[] =>
    values.map((value, i) => ({
      title: message("Change to '{0}'", value),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, node, value))],
    }));
  if (finding.kind === 'duration') return durationFixes(file, node);
  if (finding.kind === 'type-url')
    return knownMessage(finding.text) ? changes([`type.googleapis.com/${finding.text}`]) : [];
  if (finding.kind === 'number') return changes(numbersMeant(finding.text));
  if (finding.kind !== 'enum') return [];
  const usable = enumValues(finding.expected).filter((value) => !value.deprecated && !value.disallowedByDefault);
  const names = usable.map(({ name }) => name);
  const part = finding.text.toUpperCase();
  const containing = names.filter((name) => part.length > 1 && `_${name}_`.includes(`_${part}_`));
  const close = [...new Set([...containing, ...didYouMean(finding.text, names)])];
  // If no name is similar, all names are offered and none is preferred.
  return close.length > 0 ? changes(close) : changes(names).map((fix) => ({ ...fix, preferred: false }));
}

/** A number without its minus sign, or the usual port for a word. */
function numbersMeant(text: string): readonly number[] {
  const [, digits] = /^-(\d{1,9})$/.exec(text) ?? [];
  if (digits !== undefined) return [Number(digits)];
  const port = commonPorts.get(text.toLowerCase());
  return port === undefined ? [] : [port];
}

const commonPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isElision, isUnfilled, isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded, Words } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** The keys of a JWT's issuer that are written into the config ("Jwks is an invalid JSON"), and what its claims become. */
export const jwtProvider: CodedCheck = (node, report) => {
  const keys = envoyString(fieldPath(node, 'local_jwks', 'inline_string'));
  const error = keys && keys.value !== '' && !isLeftOpen(keys.value) ? jwksError(keys.value) : undefined;
  if (keys && error) report('envoy/invalid-value', keys.at, 'This is not a valid JSON Web Key Set: {0}.', error);
  for (const claim of fieldItems(field(node, 'claim_to_headers'))) {
    if (claim.kind !== 'map' || hasElision(claim)) continue;
    const given = ['claim_name', 'claim_path'].flatMap((name) => fieldEntry(claim, name) ?? []);
    const [, second] = given;
    if (second)
      report(
        'envoy/conflicting-fields',
        second,
        "'{0}' cannot be used together with '{1}'.",
        'claim_name',
        'claim_path',
      );
    if (given.length > 0 || hasUnknownKeys(claim, 'envoy.extensions.filters.http.jwt_authn.v3.JwtClaimToHeader'))
      continue;
    report('envoy/missing-field', claim.entries[0] ?? claim, "'{0}' is required.", 'claim_name');
  }
};

/** What a template fills in, or documentation leaves out. */
const isLeftOpen = (text: string): boolean =>
  hasPlaceholder(text) || isUnfilled(text) || isElision(text) || /[$<%…]|\.\.\./.test(text);

function jwksError(text: string): Words | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Envoy's parser also accepts some invalid JSON, such as comments: only a text that does not start like JSON is certain.
    return /^\s*\{/.test(text) ? undefined : { template: 'it is not valid JSON', args: [] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { template: 'it is not a JSON object', args: [] };
  return 'keys' in value ? undefined : { template: "'keys' is missing", args: [] };
}

/** Names and passwords as `htpasswd -s` writes them ("unsupported htpasswd format: please use {SHA}"; Envoy 1.36 to 1.40). */
export const basicAuthUsers: CodedCheck = (node, report) => {
  if (
    isUnset(field(node, 'users')) &&
    !hasElision(node) &&
    !hasUnknownKeys(node, 'envoy.extensions.filters.http.basic_auth.v3.BasicAuth')
  )
    report(
      'envoy/missing-field',
      fieldEntry(node, 'users') ?? node.entries.find(({ key }) => key.text !== '@type') ?? node,
      "'{0}' is required.",
      'users',
    );
  const users = envoyString(fieldPath(node, 'users', 'inline_string'));
  if (!users || isUnfilled(users.value) || hasPlaceholder(users.value)) return;
  const seen = new Set<string>();
  for (const line of users.value.matchAll(/[^\r\n]+/g)) checkUser(line[0], line.index, users.at, seen, report);
};

function checkUser(line: string, index: number, value: YamlNode, seen: Set<string>, report: ReportCoded): void {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || isLeftOpen(text.replaceAll('$', ''))) return;
  const colon = text.indexOf(':');
  const name = text.slice(0, colon);
  const part = { value, start: index, end: index + line.length };
  if (colon < 1) report('envoy/invalid-value', part, "The user format is not valid. Use '{0}'.", 'name:{SHA}…');
  else if (!/^\{SHA\}.{28}$/.test(text.slice(colon + 1)))
    report(
      'envoy/invalid-value',
      part,
      "The password format is not valid. Use '{1}' followed by 28 characters, as '{0}' creates it.",
      'htpasswd -s',
      '{SHA}',
    );
  else if (seen.has(name)) report('envoy/duplicate-entry', part, "Duplicate user '{0}'.", name);
  seen.add(name);
}

/** "path_prefix should start with "/"", as does `path_override`. */
export const authorizationPaths: CodedCheck = (node, report) => {
  for (const name of ['path_prefix', 'path_override']) {
    const path = envoyString(field(node, name));
    if (path && path.value !== '' && !path.value.startsWith('/') && !isUnfilled(path.value))
      report('envoy/invalid-value', path.at, "The path must start with '{0}'.", '/');
  }
  const [prefix, override] = ['path_prefix', 'path_override'].map((name) => fieldEntry(node, name));
  if (prefix && override && envoyString(prefix.value)?.value && envoyString(override.value)?.value)
    report(
      'envoy/conflicting-fields',
      override,
      "'{0}' cannot be used together with '{1}'.",
      'path_override',
      'path_prefix',
    );
};

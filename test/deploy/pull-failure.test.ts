import assert from 'node:assert/strict';
import { pullFailure } from '../../client/src/deploy/pull-failure.ts';

describe('the message of a failed pull', () => {
  for (const [why, message] of [
    [
      'not-found',
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
    ],
    ['not-found', 'manifest unknown: manifest unknown'],
    [
      'not-authorized',
      'failed to resolve reference "docker.io/a/b:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    ['not-authorized', 'failed to authorize: failed to fetch anonymous token: unexpected status: 403 Forbidden'],
    ['architecture', 'no match for platform in manifest: not found'],
    ['architecture', 'no matching manifest for linux/arm64/v8 in the manifest list entries'],
    ['other', 'dial tcp: lookup example.com: i/o timeout'],
  ] as const)
    it(`"${message.slice(0, 60)}" is ${why}`, () => assert.equal(pullFailure(message), why));
});

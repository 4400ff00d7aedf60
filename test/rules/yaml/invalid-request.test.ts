import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'yaml/invalid-request';
const withComment = (comment: string) =>
  `#- /envoy.yaml stock:sidecar-config\n#~ listeners: => listeners:\\n        # curl: ${comment}\n`;

describe(code, () => {
  for (const [comment, at, message] of [
    ['PSOT /', 'PSOT', "Unknown method 'PSOT'. Use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS."],
    ['/ x', 'x', "Unknown word 'x' in a request. Use host:, header:, body: or expect:."],
    ['/ host: a host: b', 'host:"#2', "'host:' may occur only once in a request."],
    ['/ body:', 'body:', "'body:' requires a value."],
    ['/ host: ä', 'ä', "'ä' is not a host. Use visible ASCII characters."],
    ['/ header: host=x', 'host=x', "'host=x' is not a header. Write NAME=VALUE. The host is set with host:."],
    [
      '/ expect: 42',
      '42',
      "'42' is not an expectation. Use a status such as 201 or 2xx, body~TEXT, cluster=NAME or HEADER=VALUE.",
    ],
    ['/ body: {"a"', '{"a"', `The quotes or brackets of '{"a"' are not closed.`],
  ] as const)
    it(`reports "${comment}"`, () => {
      const place = at.includes('"#') ? `"${at}` : `"${at}"`;
      checkDiagnostics(`${withComment(comment)}#? warning ${code} at ${place}: ${message}\n`);
    });

  it('changes a word to the one that was meant', () => {
    checkFix(withComment('GTE / host: a'), code, withComment('GET / host: a'));
    checkFix(withComment('GET / hots: a'), code, withComment('GET / host: a'));
  });

  it('reports a request that is not at a listener', () => {
    const lost = `#- /envoy.yaml stock:sidecar-config\n#~ admin: => # curl: /\\n    admin:\n`;
    const message = 'This request is not sent. Place the comment in a listener, or above it.';
    checkDiagnostics(`${lost}#? warning ${code} at "# curl: /": ${message}\n`);
  });

  it('accepts requests, comments for people, and texts in the config', () => {
    checkDiagnostics(withComment('POST /orders host: a.example body: {"id": 1} expect: 201 body~"id"'));
    checkDiagnostics(withComment('see the wiki'));
    checkDiagnostics(`#- /envoy.yaml stock:sidecar-config
#~ routes: => routes:\\n                            - match: { path: /x }\\n                              direct_response:\\n                                status: 200\\n                                body:\\n                                  inline_string: |\\n                                    # curl: PSOT /
`);
  });

  it('reports nothing in manifests', () => {
    checkDiagnostics('#- /pod.yaml stock:pod\n#~ kind: Pod => # curl: PSOT /\\nkind: Pod\n');
  });
});

import { requestMethods, type RequestMistake } from '../../envoy/request-comment.ts';
import { placedRequests } from '../../workspace/placed-requests.ts';
import { type Message, message } from '../message.ts';
import { editsIn, rule } from '../rule.ts';

export const yamlInvalidRequest = rule({
  code: 'yaml/invalid-request',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A comment that describes a request contains a mistake, so that the request cannot be sent.',
  why: 'A comment such as `# curl: POST /orders host: shop.example.com body: {"id": 1} expect: 201` above a listener or a route describes a request. *Run Locally* and `envoy-sidecar test` send it to Envoy and check the answer. A request with a mistake is not sent. Comments in which no path follows `curl:` or a method are notes for people and are not read.',
  examples: [
    {
      before: `#- /envoy.yaml stock:sidecar-config
#~ listeners: => listeners:\\n        # curl: GET / hots: example.com expect: 200
#? warning yaml/invalid-request at "hots:": Unknown word 'hots:' in a request. Use host:, header:, body: or expect:.
`,
      after: `#- /envoy.yaml stock:sidecar-config
#~ listeners: => listeners:\\n        # curl: GET / host: example.com expect: 200
`,
    },
  ],
  check({ file, source }, report) {
    for (const { read, range, listener } of placedRequests(file, source)) {
      if ('kind' in read) {
        const { meant } = read;
        const fix = {
          title: message("Change to '{0}'", meant ?? ''),
          safe: false,
          edits: [editsIn(file, { range: read.range, newText: meant ?? '' })],
        };
        report({
          at: { uri: file.uri, range: read.range },
          message: sentenceOf(read),
          fixes: () => (meant === undefined ? [] : [fix]),
        });
      } else if (!listener) {
        report({
          at: { uri: file.uri, range },
          message: message('This request is not sent. Place the comment in a listener, or above it.'),
        });
      }
    }
  },
});

function sentenceOf({ kind, written }: RequestMistake): Message {
  switch (kind) {
    case 'method':
      return message("Unknown method '{0}'. Use {1}.", written, requestMethods.join(', '));
    case 'word':
      return message("Unknown word '{0}' in a request. Use host:, header:, body: or expect:.", written);
    case 'repeated':
      return message("'{0}' may occur only once in a request.", written);
    case 'value':
      return message("'{0}' requires a value.", written);
    case 'host':
      return message("'{0}' is not a host. Use visible ASCII characters.", written);
    case 'header':
      return message("'{0}' is not a header. Write NAME=VALUE. The host is set with host:.", written);
    case 'expectation':
      return message(
        "'{0}' is not an expectation. Use a status such as 201 or 2xx, body~TEXT, cluster=NAME or HEADER=VALUE.",
        written,
      );
    case 'unclosed':
      return message("The quotes or brackets of '{0}' are not closed.", written);
  }
}

import { placedRequests } from '../../workspace/placed-requests.ts';
import { requestMistake } from '../findings/request-mistake.ts';
import { message } from '../message.ts';
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
    for (const placed of placedRequests(file, source)) {
      const mistake = requestMistake(placed);
      if (!mistake) continue;
      const { range, meant = '', message: said } = mistake;
      const fix = {
        title: message("Change to '{0}'", meant),
        safe: false,
        edits: [editsIn(file, { range, newText: meant })],
      };
      report({ at: { uri: file.uri, range }, message: said, fixes: () => (meant === '' ? [] : [fix]) });
    }
  },
});

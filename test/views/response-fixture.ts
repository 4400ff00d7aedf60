import type { CurlResponse } from '../../client/src/views/curl-response.ts';
import type { RunState } from '../../client/src/views/run-state.ts';
import type { ResponseStrings } from '../../client/src/views/response-html.ts';

/** The state of the run that has given `response`. */
export const runningWith = (changes: Partial<CurlResponse> = {}): RunState => ({
  run: { id: 1, uri: 'file:///shop/envoy.yaml', again: { command: 'envoySidecar.runLocally', arguments: [] } },
  phase: 'running',
  response: { ...response, ...changes },
  files: ['file:///shop/envoy.yaml'],
  changed: [],
});

/** An answer through Envoy with everything that the view can show. */
export const response: CurlResponse = {
  title: 'listener_0 · local',
  about: { listener: 'listener_0', target: 'this machine', envoy: '1.40.0' },
  request: { method: 'GET', url: 'http://127.0.0.1:40001/', host: 'example.com' },
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers: [
    ['content-type', 'text/html; charset=utf-8'],
    ['x-envoy-upstream-service-time', '2'],
    ['server', 'envoy'],
  ],
  body: '<h1>Hello</h1>',
  bodyTruncated: false,
  timing: { connectMs: 1.2, firstByteMs: 12.4, totalMs: 13 },
  commands: ['curl -i http://127.0.0.1:40001/'],
  notes: ['A note.'],
  browserUrl: 'http://127.0.0.1:40001/',
};

export const strings: ResponseStrings = {
  language: 'en',
  actions: 'Actions',
  openInBrowser: 'Open in Browser',
  facts: 'The run',
  stop: 'Stop',
  path: 'Who answered',
  pathOf: 'What the request passed',
  expectations: 'Expectations',
  met: 'Met',
  notMet: 'Not met',
  notes: 'Notes',
  hostHeader: 'Host',
  timing: 'Timing',
  connect: 'Connected after',
  firstByte: 'Headers after',
  total: 'Complete after',
  milliseconds: '{0} ms',
  headers: 'Headers',
  name: 'Name',
  value: 'Value',
  setByEnvoy: 'set by Envoy',
  body: 'Body',
  emptyBody: 'The body is empty.',
  bodyTruncated: 'The body is cut.',
  asText: 'Text',
  asPage: 'Preview',
  pageTitle: 'Page',
  commands: 'Run manually',
  copy: 'Copy',
  copied: 'Copied',
};

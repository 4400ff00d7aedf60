import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import type { RequestResult } from '../../client/src/local/http-request.ts';
import { loggedHops } from '../../client/src/local/logged-hops.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { type RequestPath, requestPath } from '../../client/src/request-path/request-path.ts';
import { portsFor, recordedMachine, request } from '../local/local-run-doubles.ts';
import { plannedText } from '../local/planned-text.ts';
import { realEnvoy } from '../local/real-envoy.ts';

const never = new AbortController().signal;

/** What a config answers, and what the view says of it. */
export interface Told {
  readonly status: number;
  readonly flags: string;
  readonly sentence: string;
  /** The text of the line that the sentence is about. */
  readonly line: string | undefined;
  readonly path: RequestPath;
}

export interface Parts {
  readonly route?: string;
  readonly match?: string;
  readonly filters?: string;
  readonly cluster?: string;
  readonly manager?: string;
  readonly host?: string;
}

/** A config with one listener and one cluster at a port that a test serves. */
export const configOf = ({
  route = 'cluster: app',
  match = 'prefix: /',
  filters = '',
  cluster = '',
  manager = '',
  host = '127.0.0.1',
}: Parts) => `static_resources:
  listeners:
  - name: ingress
    address: { socket_address: { address: 0.0.0.0, port_value: 9000 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: ingress${manager}
          route_config:
            virtual_hosts:
            - name: everything
              domains: ["*"]
              routes:
              - match: { ${match} }
                route: { ${route} }
          http_filters:${filters}
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
  - name: app
    connect_timeout: 1s${cluster}
    load_assignment:
      cluster_name: app
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: ${host}, port_value: 8080 } } }
`;

export const filter = (name: string, type: string, more: string) => `
          - name: ${name}
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.${type}, ${more} }`;

/** Local runs with the real Envoy, and apps for them. Servers end with the suite. */
export function tracedRuns() {
  let envoy: FoundEnvoy;
  const servers: Server[] = [];
  before(async () => {
    envoy = await realEnvoy();
  });
  after(() => {
    for (const server of servers) server.close();
  });

  /** Runs the config with an app at `appPort`, and tells what is said of the first request, or of a second one. */
  async function tell(
    text: string,
    appPort?: number,
    second?: (port: number) => Promise<RequestResult>,
  ): Promise<Told> {
    const plan = plannedText(text, { 'pod.yaml': pod });
    const ports = portsFor(plan, recordedMachine(envoy).machine);
    const result = await runLocally({ ...request, upstreamPort: appPort }, ports, never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    const { run } = result;
    const answer = second ? await second(run.port) : result.answer;
    const hops = second ? await loggedHops(run, answer.localPort) : result.hops;
    await run.stop();
    const path = requestPath(hops, run, plainEnglish) ?? assert.fail('nothing was logged');
    const { sentence, location } = path.verdict;
    const line = location && text.split('\n')[location.range.start.line]?.trim();
    const status = answer.kind === 'answered' ? answer.status : 0;
    return { status, flags: hops.at(-1)?.flags.join() ?? '', sentence, line, path };
  }

  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const tcp = (answer: (socket: Socket) => void): Promise<number> =>
    listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => answer(socket));
      }),
    );
  const app = (status: number): Promise<number> =>
    listening(createHttpServer((_, response) => response.writeHead(status).end('from the app')));
  const unused = async (): Promise<number> => {
    const port = await tcp(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    return port;
  };

  let starts: readonly { readonly configText: string }[] = [];
  const run = (text: string) => {
    const recorded = recordedMachine(envoy);
    starts = recorded.starts;
    return runLocally(request, portsFor(plannedText(text), recorded.machine), never);
  };
  /** How the config of the last run was started, in order. */
  const configs = () =>
    starts.map(({ configText }) => (configText.includes('envoy-sidecar-access.log') ? 'traced' : 'as written'));
  return { tell, tcp, app, unused, run, configs };
}

/** A pod whose app declares another port than the cluster of the config. */
const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: example.com/web:1
      ports: [{ containerPort: 8081 }]
    - name: envoy
      image: envoyproxy/envoy:v1.40-latest
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes:
    - name: config
      hostPath: { path: /fixture }
`;

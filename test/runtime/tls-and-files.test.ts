import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Fields, all, bootstrap, cluster, http, listener, typed, virtualHost } from './configs.ts';
import { ownCertificate } from '../fixture/own-certificate.ts';
import { checkFault } from './fault.ts';
import { get, type RunningEnvoy, withServer } from './real-envoy.ts';

const tls = 'envoy.extensions.transport_sockets.tls.v3';
const node = { node: { id: 'a', cluster: 'a' } };
const fileSource = { resource_api_version: 'V3', path_config_source: { path: 'FOLDER/xds.json' } };
const xds = (...resources: readonly Fields[]) => ({ 'xds.json': JSON.stringify({ resources }) });

describe('faults in TLS and in files of xDS, run', () => {
  it('envoy/client-certificate-unchecked: a client without a certificate is served', async () => {
    const files = ownCertificate();
    const required = (validation: Fields) =>
      bootstrap([
        listener([http([all])], {
          transport_socket: {
            name: 'tls',
            typed_config: typed(`${tls}.DownstreamTlsContext`, {
              require_client_certificate: true,
              common_tls_context: {
                tls_certificates: [
                  { certificate_chain: { filename: 'FOLDER/tls.crt' }, private_key: { filename: 'FOLDER/tls.key' } },
                ],
                ...validation,
              },
            }),
          },
        }),
      ]);
    for (const validation of [{}, { validation_context: {} }, { validation_context: { max_verify_depth: 3 } }])
      await checkFault({
        code: 'envoy/client-certificate-unchecked',
        faulty: required(validation),
        mended: required({ validation_context: { trusted_ca: { filename: 'FOLDER/tls.crt' } } }),
        files: { faulty: files, mended: files },
        ask: ({ port }) => overTls(port('web')),
        outcomes: { faulty: 200, mended: 0 },
      });
  });

  it('envoy/sni-missing: the server gets no name', async () => {
    const files = ownCertificate();
    const names: (string | undefined)[] = [];
    const server = https.createServer({ key: files['tls.key'], cert: files['tls.crt'] }, (request, response) => {
      names.push((request.socket as TLSSocket).servername || undefined);
      response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: server_port } = server.address() as AddressInfo;
    const address = { socket_address: { address: 'api.localhost', port_value: server_port } };
    const calling = (fields: Fields) =>
      bootstrap(
        [listener([http([{ match: { prefix: '/' }, route: { cluster: 'api' } }])])],
        [
          cluster('api', server_port, {
            type: 'STRICT_DNS',
            dns_lookup_family: 'V4_ONLY',
            load_assignment: { cluster_name: 'api', endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
            transport_socket: { name: 'tls', typed_config: typed(`${tls}.UpstreamTlsContext`, fields) },
          }),
        ],
      );
    try {
      await checkFault({
        code: 'envoy/sni-missing',
        faulty: calling({}),
        mended: calling({ sni: 'api.localhost' }),
        ask: async ({ port }) => [(await get(port('web'), '/')).status, names.pop()],
        outcomes: { faulty: [200, undefined], mended: [200, 'api.localhost'] },
      });
    } finally {
      server.close();
    }
  });

  it('envoy/resource-name-mismatch: no routes from RDS', async () => {
    const routes = (name: string): Fields =>
      typed('envoy.config.route.v3.RouteConfiguration', { name, virtual_hosts: [virtualHost([all])] });
    const config = {
      ...node,
      ...bootstrap([listener([http([], { rds: { route_config_name: 'shop', config_source: fileSource } })])]),
    };
    for (const faulty of [xds(routes('local')), xds(routes('shop'), routes('local'))])
      await checkFault({
        code: 'envoy/resource-name-mismatch',
        faulty: config,
        mended: config,
        files: { faulty, mended: xds(routes('shop')) },
        ask: async ({ port }) => (await get(port('web'), '/')).status,
        outcomes: { faulty: 404, mended: 200 },
      });
  });

  it('envoy/resource-name-mismatch: no endpoints from EDS', async () => {
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const endpoints = (name: string): Fields =>
          typed('envoy.config.endpoint.v3.ClusterLoadAssignment', {
            ...(cluster('app', server).load_assignment as Fields),
            cluster_name: name,
          });
        for (const [fields, right] of [
          [{}, 'app'],
          [{ service_name: 'svc' }, 'svc'],
        ] as const) {
          const eds = { ...fields, eds_config: fileSource };
          const app = { name: 'app', type: 'EDS', connect_timeout: '1s', eds_cluster_config: eds };
          const route = { match: { prefix: '/' }, route: { cluster: 'app' } };
          const config = { ...node, ...bootstrap([listener([http([route])])], [app]) };
          for (const faulty of [xds(endpoints('other')), xds(endpoints(right), endpoints('other'))])
            await checkFault({
              code: 'envoy/resource-name-mismatch',
              faulty: config,
              mended: config,
              files: { faulty, mended: xds(endpoints(right)) },
              ask: async ({ port }) => (await get(port('web'), '/')).status,
              outcomes: { faulty: 503, mended: 200 },
            });
        }
      },
    );
  });

  it('envoy/resource-name-mismatch: no secret from SDS', async () => {
    const secret = (name: string): Fields =>
      typed(`${tls}.Secret`, { name, validation_context: { max_verify_depth: 3 } });
    const context = typed(`${tls}.UpstreamTlsContext`, {
      common_tls_context: { validation_context_sds_secret_config: { name: 'ca', sds_config: fileSource } },
    });
    const app = cluster('app', 9, { transport_socket: { name: 'tls', typed_config: context } });
    const config = { ...node, ...bootstrap([listener([http([all])])], [app]) };
    for (const faulty of [xds(secret('other')), xds(secret('ca'), secret('other'))])
      await checkFault({
        code: 'envoy/resource-name-mismatch',
        faulty: config,
        mended: config,
        files: { faulty, mended: xds(secret('ca')) },
        ask: async ({ log }: RunningEnvoy) => /Unexpected SDS/.test(log()),
        outcomes: { faulty: true, mended: false },
      });
  });
});

/** The status that a client without a certificate gets; 0 where it gets none. */
const overTls = (port: number): Promise<number> =>
  new Promise((resolve) => {
    https
      .get({ host: '127.0.0.1', port, agent: false, rejectUnauthorized: false }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      })
      .once('error', () => resolve(0));
  });

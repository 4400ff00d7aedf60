import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Kubeconfig } from '../../client/src/deploy/kubeconfig.ts';
import { adminAccess } from './kube-api.ts';

/** A way to the API server on loopback that writes down every request. */
export interface RecordingProxy {
  /** A kubeconfig whose only context `one` goes through the proxy. */
  readonly kubeconfig: string;
  /** Method and path of each request, in order. */
  readonly requests: readonly string[];
  readonly close: () => void;
}

export async function recordingProxy(kubeconfig: Kubeconfig): Promise<RecordingProxy> {
  const { server, agent } = adminAccess(kubeconfig);
  const requests: string[] = [];
  const proxy = http.createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push(`${method} ${url}`);
    const onwards = https.request(`${server}${url}`, { method, agent, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    kubeconfig: JSON.stringify({
      'current-context': 'one',
      // The client library connects without TLS only with this setting.
      clusters: [{ name: 'one', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'admin', user: {} }],
      contexts: [{ name: 'one', context: { cluster: 'one', user: 'admin' } }],
    }),
    requests,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

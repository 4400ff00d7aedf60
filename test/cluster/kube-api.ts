import https from 'node:https';
import { parse } from 'yaml';
import type { Kubeconfig } from '../../client/src/deploy/kubeconfig.ts';

/** Calls the API server as the cluster's admin, past everything that is under test: to prepare a state, and to look at it. */
export type KubeApi = (method: string, path: string, body?: unknown, type?: string) => Promise<KubeReply>;

export interface KubeReply {
  readonly code: number;
  readonly body: KubeBody;
}

/** What the tests read of the API server's answers; what an object lacks is absent. */
export interface KubeBody {
  readonly metadata: { readonly uid: string };
  readonly data: Readonly<Record<string, string>>;
  /** Of a `Status`; a quota's `status` is an object. */
  readonly reason: string;
  readonly status?: { readonly hard?: Readonly<Record<string, string>> };
}

export function kubeApi(kubeconfig: Kubeconfig): KubeApi {
  const { server, agent } = adminAccess(kubeconfig);
  return (method, path, body, type = 'application/json') =>
    new Promise((resolve, reject) => {
      const headers = { 'Content-Type': type };
      const request = https.request(`${server}${path}`, { method, agent, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ code: response.statusCode ?? 0, body: JSON.parse(text) }));
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** Where the API server is, and the certificates of its admin. */
export function adminAccess(kubeconfig: Kubeconfig): { readonly server: string; readonly agent: https.Agent } {
  const { clusters, users } = parse(kubeconfig.merged);
  const { cluster } = clusters.find(({ name }: { name: string }) => name === 'one');
  const { user } = users.find(({ name }: { name: string }) => name === 'admin');
  const decode = (data: string) => Buffer.from(data, 'base64');
  const agent = new https.Agent({
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  });
  return { server: cluster.server, agent };
}

/** Applies an object as another user. */
export function applyAs(manager: string, api: KubeApi, path: string, body: unknown): Promise<KubeReply> {
  return api('PATCH', `${path}?fieldManager=${manager}`, body, 'application/apply-patch+yaml');
}

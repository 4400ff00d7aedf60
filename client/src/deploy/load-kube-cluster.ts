import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KubeCluster } from './kube-cluster-port.ts';

export type LoadedKubeCluster =
  | { readonly kind: 'loaded'; readonly kubeCluster: KubeCluster }
  | { readonly kind: 'no-client'; readonly detail: string };

/**
 * Loads the cluster adapter from its own bundle. It is the largest part of the extension and requires a newer Node than
 * the rest, so only the cluster commands load it, when they run.
 *
 * @param folder the folder of the bundles
 */
export async function loadKubeCluster(folder: string, kubeconfig: string): Promise<LoadedKubeCluster> {
  try {
    const url = pathToFileURL(path.join(folder, 'kube-cluster.cjs')).href;
    const bundle: typeof import('./kube-cluster.ts') = await import(url);
    return { kind: 'loaded', kubeCluster: bundle.createKubeCluster(kubeconfig) };
  } catch (error) {
    return { kind: 'no-client', detail: error instanceof Error ? error.message : String(error) };
  }
}

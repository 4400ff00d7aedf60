import type { Carried, Context, PlannedFile, TreeFile } from './carrier.ts';
import { markingOf } from './marking.ts';
import type { TreeMap } from './tree.ts';
import { mapVolume, mounted } from './volume-carriers.ts';

/** A volume with what a generator makes, or with the documents. */
export function volumeOf(context: Context, kind: 'configMap' | 'secret', documents: readonly TreeMap[] = []): Carried {
  const { scene } = context;
  const name = markingOf(scene).text('volume.content', scene.names.config);
  const volume = kind === 'configMap' ? mapVolume(context) : { secret: { secretName: name } };
  return mounted(context, documents, volume, (marking) => ({
    mountPath: marking.text('mount.path', scene.names.folder),
  }));
}

/** A folder with manifests and the kustomization that names them. */
export function inFolder(
  folder: string,
  workload: TreeMap,
  others: readonly TreeMap[],
  further: TreeMap,
): PlannedFile[] {
  const manifests = [workload, ...others].map((one, i) => ({
    path: i === 0 ? 'workload.yaml' : `${kindOf(one)}.yaml`,
    one,
  }));
  const names = [...new Set(manifests.map(({ path }) => path))];
  const files = names.map((path) => ({
    path: folder + path,
    manifests: manifests.filter((one) => one.path === path).map(({ one }) => one),
  }));
  return [...files, kustomization(folder, 'Kustomization', { resources: names, ...further })];
}

const kindOf = ({ kind }: TreeMap): string => String(kind).toLowerCase();

export const kustomization = (folder: string, kind: 'Kustomization' | 'Component', rest: TreeMap): TreeFile => ({
  path: `${folder}kustomization.yaml`,
  tree: { apiVersion: `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`, kind, ...rest },
});

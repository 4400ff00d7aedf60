import { field, fieldEntry } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

const known = ['symlink_root', 'subdirectory', 'override_subdirectory'];

/** The layers that Envoy made of the old message: the folder, that of the service cluster, and the admin interface. */
export const layeredRuntime: V2Rewrite = ({ text, map, entry, value, spell }) => {
  const [root, folder = '', override] = known.map((name) => envoyString(field(value, name))?.value);
  const isKnown =
    value.kind === 'map' && known.filter((name) => fieldEntry(value, name)).length === value.entries.length;
  if (!root || !isKnown || fieldEntry(map, 'layered_runtime')) return undefined;
  const disk = (subdirectory: string) => ({
    [spell('symlink_root')]: root,
    ...(subdirectory !== '' && { subdirectory }),
  });
  const layers = [
    { name: 'root', [spell('disk_layer')]: disk(folder) },
    ...(override
      ? [{ name: 'override', [spell('disk_layer')]: { ...disk(override), [spell('append_service_cluster')]: true } }]
      : []),
    { name: 'admin', [spell('admin_layer')]: {} },
  ];
  return rewriteEntries(text, map, [entry], [{ key: spell('layered_runtime'), value: { layers }, for: entry }]);
};

// The workloads: which files are opened, and where errors and completions are tried. A place is found by a pattern; `cut`
// deletes what its first group matched, and `insert` is typed there, or at the match's end.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BootstrapSize, bootstrap } from './generate.ts';

const stock = fileURLToPath(new URL('../fixture/stock/', import.meta.url));
const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
const cors = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors';

/** A place, and what is typed there. */
export interface Probe {
  readonly name: string;
  readonly pattern: RegExp;
  readonly cut?: true;
  readonly insert?: string;
  /** Of a completion: the words that it must offer. What was cut, unless it says so. */
  readonly expect?: readonly string[];
}

export const breaks: readonly Probe[] = [
  { name: 'unknown field of a manager', pattern: /codec_type: AUTO$/, insert: '\n          bogus_field: 1' },
  { name: 'unknown field of a cluster', pattern: /type: STRICT_DNS$/, insert: '\n    bogus_field: 1' },
  { name: 'unknown cluster', pattern: /^ +cluster: (\w+)$/, cut: true, insert: 'no_such_cluster' },
];

export const completions: readonly Probe[] = [
  {
    name: 'key of a manager',
    pattern: /stat_prefix: ingress_http\w*$/,
    insert: '\n          ',
    expect: ['server_name', 'scoped_routes', 'tracing', 'request_timeout'],
  },
  {
    name: 'key of a cluster',
    pattern: /type: STRICT_DNS$/,
    insert: '\n    ',
    expect: ['health_checks', 'outlier_detection', 'eds_cluster_config', 'common_lb_config'],
  },
  { name: 'enum value', pattern: /codec_type: (AUTO)$/, cut: true, expect: ['AUTO', 'HTTP1', 'HTTP2', 'HTTP3'] },
  { name: '@type', pattern: /"@type": (\S+router\.v3\.Router)$/, cut: true, expect: [router, cors] },
  { name: 'cluster of a route', pattern: /^ +cluster: (targetCluster|\w+_service_\d+)$/, cut: true },
];

export interface Workload {
  /** How often each completion is requested. */
  readonly reps: number;
  readonly title: string;
  /** Of a generated file. */
  readonly size?: BootstrapSize;
  readonly withoutPeer?: boolean;
}

export const workloads: Readonly<Record<string, Workload>> = {
  seed: { reps: 5, title: 'the seed: a pod and its bootstrap' },
  b15k: { reps: 3, title: 'a bootstrap of 15,534 lines', size: { clusters: 200, listeners: 20, routes: 50, seed: 1 } },
  b100k: {
    reps: 2,
    title: 'a bootstrap of 101,965 lines',
    size: { clusters: 1400, listeners: 130, routes: 50, seed: 1 },
    // The other server needs minutes for it; `--peer-on-all` measures it nevertheless.
    withoutPeer: true,
  },
};

/** Writes a workload's files; returns them, the edited one first. */
export function writeWorkload(name: string, folder: string): readonly [edited: string, ...others: string[]] {
  fs.mkdirSync(folder, { recursive: true });
  const edited = path.join(folder, 'envoy.yaml');
  const size = workloads[name]?.size;
  if (size) {
    fs.writeFileSync(edited, bootstrap(size));
    return [edited];
  }
  const pod = path.join(folder, 'pod.yaml');
  fs.copyFileSync(path.join(stock, 'seed-envoy.yaml'), edited);
  fs.copyFileSync(path.join(stock, 'seed-pod.yaml'), pod);
  return [edited, pod];
}

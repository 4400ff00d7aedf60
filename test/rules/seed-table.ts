import type { FixtureFile } from '../fixture/parse-fixture.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** The three files of the case that the project was asked for: its two files as given, and a Service (80 → 9092). */
export type SeedFile = 'pod' | 'envoy' | 'service';

/** One edit of the seed and what must come of it. */
export interface SeedRow {
  readonly title: string;
  /** Lines `#~ old => new` (test/fixture/README.md) for each file that is edited. */
  readonly edit: Partial<Record<SeedFile, readonly string[]>>;
  /** What comes in addition to what the unedited seed has; `at` is the text that it covers. */
  readonly expected: readonly SeedFinding[];
  /** `preferred` if the other fixes are incomplete. Otherwise every fix must result in the unedited seed. */
  readonly clean?: 'preferred';
}

export interface SeedFinding {
  readonly file: SeedFile;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly at: string;
  readonly message?: string;
}

const finding = (
  file: SeedFile,
  severity: SeedFinding['severity'],
  code: string,
  at: string,
  message?: string,
): SeedFinding => ({ file, severity, code, at, ...(message !== undefined && { message }) });

const nginx = (...ports: number[]) =>
  `#~ image: nginx:latest => image: nginx:latest\\n    ports:\\n${ports.map((port) => `    - containerPort: ${port}`).join('\\n')}`;

/** Of each rule, what it must say when the seed is edited. */
export const seedTable: readonly SeedRow[] = [
  {
    title: 'listener 9092 → 9093',
    edit: { envoy: ['#~ 9092 => 9093'] },
    expected: [
      finding('envoy', 'warning', 'workload/container-port-mismatch', '9093'),
      finding('pod', 'warning', 'workload/container-port-mismatch', '9092'),
      finding('service', 'warning', 'workload/container-port-mismatch', '9092'),
    ],
  },
  {
    title: 'containerPort 9092 → 9093',
    edit: { pod: ['#~ 9092 => 9093'] },
    expected: [
      finding('envoy', 'warning', 'workload/container-port-mismatch', '9092'),
      finding('pod', 'warning', 'workload/container-port-mismatch', '9093'),
    ],
  },
  {
    title: 'the sidecar’s ports removed',
    edit: { pod: ['#~     ports:\\n    - containerPort: 9092\\n =>'] },
    expected: [
      finding('envoy', 'information', 'workload/listener-port-undeclared', '9092'),
      finding('pod', 'information', 'workload/listener-port-undeclared', 'sidecar-container'),
    ],
  },
  {
    title: 'cluster port 80 → 8080, nginx declares none',
    edit: { envoy: ['#~ port_value: 80 => port_value: 8080'] },
    expected: [
      finding('envoy', 'warning', 'workload/cluster-port-not-image-default', '8080'),
      finding('pod', 'warning', 'workload/cluster-port-not-image-default', 'nginx:latest'),
    ],
  },
  {
    title: 'cluster port 80 → 8080, nginx declares 80',
    edit: { envoy: ['#~ port_value: 80 => port_value: 8080'], pod: [nginx(80)] },
    expected: [
      finding('envoy', 'warning', 'workload/cluster-port-mismatch', '8080'),
      finding('pod', 'warning', 'workload/cluster-port-mismatch', '80'),
    ],
  },
  {
    title: 'nginx declares 8080, cluster 80: the curl works',
    edit: { pod: [nginx(8080)] },
    expected: [finding('pod', 'information', 'workload/cluster-port-mismatch', '8080')],
  },
  {
    title: 'cluster port → 9092',
    edit: { envoy: ['#~ port_value: 80 => port_value: 9092'] },
    expected: [finding('envoy', 'warning', 'workload/listener-loop', '9092')],
  },
  {
    title: 'the route’s cluster name mistyped',
    edit: { envoy: ['#~ cluster: targetCluster => cluster: targetClutser'] },
    expected: [
      finding('envoy', 'error', 'envoy/unknown-cluster', 'targetClutser', "Cluster 'targetClutser' is not defined."),
    ],
    clean: 'preferred',
  },
  {
    title: 'admin port → 9092',
    edit: { envoy: ['#~ 9901 => 9092'] },
    expected: [finding('envoy', 'error', 'envoy/admin-listener-conflict', '9092')],
  },
  {
    title: 'Service targetPort → 80',
    edit: { service: ['#~ 9092 => 80'] },
    expected: [finding('service', 'information', 'workload/target-port-bypasses-sidecar', '80')],
  },
  {
    title: 'Service targetPort → 9099',
    edit: { service: ['#~ 9092 => 9099'] },
    expected: [finding('service', 'warning', 'workload/target-port-unbound', '9099')],
  },
  {
    title: 'Service targetPort → proxy',
    edit: { service: ['#~ 9092 => proxy'] },
    expected: [finding('service', 'warning', 'workload/target-port-unknown-name', 'proxy')],
  },
  {
    title: 'listener on 127.0.0.1',
    edit: { envoy: ['#~ 0.0.0.0, port_value: 9092 => 127.0.0.1, port_value: 9092'] },
    expected: [
      finding('envoy', 'warning', 'workload/loopback-listener-exposed', '127.0.0.1'),
      finding('service', 'warning', 'workload/loopback-listener-exposed', '9092'),
    ],
  },
];

/** The seed's files after an edit. */
export const seedFiles = (edit: SeedRow['edit'] = {}): readonly FixtureFile[] =>
  (['pod', 'envoy', 'service'] as const).flatMap((name) =>
    parseFixture([`#- /${name}.yaml stock:seed-${name}`, ...(edit[name] ?? [])].join('\n')),
  );

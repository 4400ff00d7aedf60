import { filtered, routerFilter } from '../../rules/envoy/filtered.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, quiet } from './configs.ts';

const policy = (fields: string) =>
  filtered(routerFilter).replace(
    'virtual_hosts: []',
    `validate_clusters: false, virtual_hosts: [], request_mirror_policies: [{ ${fields} }]`,
  );
const exactlyOne = /Exactly one of cluster or cluster_header in request mirror policy/;

describe('a request mirror policy', () =>
  compareWithEnvoy(
    {
      'names its cluster in one way': [
        [policy('trace_sampled: true'), error('trace_sampled', 'missing-field'), exactlyOne],
        [
          policy('cluster: app, cluster_header: x-a'),
          error('cluster_header', 'conflicting-fields'),
          /Only one of cluster 'app' or cluster_header/,
        ],
        [policy('cluster: app'), ''],
        [policy('cluster_header: x-a'), ''],
      ],
      'has no empty name': [
        [policy('cluster: ""'), error('cluster', 'missing-field', 2), exactlyOne],
        [policy('cluster_header: ""'), error('cluster_header', 'missing-field'), exactlyOne],
        [policy('cluster: "", cluster_header: x-a'), ''],
        [policy('cluster: app, cluster_header: ~'), ''],
        [policy('cluster: ~, cluster_header: x-a'), ''],
      ],
    },
    { ...quiet, 'envoy/unknown-cluster': 'off' },
  ));

import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, listener, quiet, tcp } from './configs.ts';

describe('a listener', () =>
  compareWithEnvoy(
    {
      'has an address or is internal': [
        [
          listener(`${tcp}, internal_listener: {}, filter_chains: [{ filters: [] }]`),
          error('internal_listener', 'conflicting-fields') + error('internal_listener', 'missing-dependency'),
          /address should not be used when an internal listener/,
        ],
        [listener(`${tcp}, filter_chains: [{ filters: [] }]`), ''],
      ],
    },
    quiet,
  ));

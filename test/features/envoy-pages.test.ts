import assert from 'node:assert/strict';
import { apiPage, releaseNotesPage } from '../../server/src/analysis/features/envoy-pages.ts';

describe("pages of Envoy's documentation", () => {
  const api = 'https://www.envoyproxy.io/docs/envoy/v1.40.0/api-v3';

  it('describe a message and its fields', () => {
    assert.equal(
      apiPage('envoy.config.cluster.v3.Cluster', 'connect_timeout'),
      `${api}/config/cluster/v3/cluster.proto#envoy-v3-api-field-config-cluster-v3-cluster-connect-timeout`,
    );
  });

  it('are those of the file, whose name does not always follow from the package', () => {
    assert.equal(
      apiPage('envoy.config.core.v3.SocketAddress'),
      `${api}/config/core/v3/address.proto#envoy-v3-api-msg-config-core-v3-socketaddress`,
    );
    assert.equal(
      apiPage('envoy.config.core.v3.HealthCheck.HttpHealthCheck'),
      `${api}/config/core/v3/health_check.proto#envoy-v3-api-msg-config-core-v3-healthcheck-httphealthcheck`,
    );
  });

  it('do not exist for messages of other projects, and for those that nobody knows', () => {
    assert.equal(apiPage('xds.type.v3.TypedStruct'), undefined);
    assert.equal(apiPage('envoy.config.core.v3.Nothing'), undefined);
  });

  it('tell what a release or all releases of a minor version changed', () => {
    const docs = 'https://www.envoyproxy.io/docs/envoy';
    assert.equal(releaseNotesPage('1.36.2'), `${docs}/v1.36.2/version_history/v1.36/v1.36.2`);
    assert.equal(releaseNotesPage('1.36'), `${docs}/v1.36.4/version_history/v1.36/v1.36`);
  });
});

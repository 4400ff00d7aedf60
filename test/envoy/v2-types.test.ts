import assert from 'node:assert/strict';
import { isV2Type, typesOfName } from '../../server/src/analysis/envoy/v2-types.ts';

const filters = 'envoy.extensions.filters';

describe('typesOfName', () => {
  it('is the type that the extension of that name has for itself, then that for routes', () => {
    assert.deepEqual(
      typesOfName('envoy.filters.http.cors').map((type) => type.split('.').at(-1)),
      ['Cors', 'CorsPolicy'],
    );
    assert.equal(typesOfName('envoy.filters.http.ext_proc')[0], `${filters}.http.ext_proc.v3.ExternalProcessor`);
    assert.equal(typesOfName('envoy.filters.http.cors')[0], `${filters}.http.cors.v3.Cors`);
    assert.equal(typesOfName('envoy.transport_sockets.tls')[0]?.split('.').at(-1), 'UpstreamTlsContext');
  });

  it('knows the names of v2, which the binary still lists without a type', () => {
    const types = {
      'envoy.router': `${filters}.http.router.v3.Router`,
      'envoy.rate_limit': `${filters}.http.ratelimit.v3.RateLimit`,
      'envoy.http_connection_manager': `${filters}.network.http_connection_manager.v3.HttpConnectionManager`,
      'envoy.file_access_log': 'envoy.extensions.access_loggers.file.v3.FileAccessLog',
      'envoy.statsd': 'envoy.config.metrics.v3.StatsdSink',
      'envoy.zipkin': 'envoy.config.trace.v3.ZipkinConfig',
      'envoy.listener.tls_inspector': `${filters}.listener.tls_inspector.v3.TlsInspector`,
    };
    for (const [name, type] of Object.entries(types)) assert.equal(typesOfName(name)[0], type, name);
  });

  it('is that of the category if a name belongs to two', () => {
    const typeIn = (category: string) => typesOfName('envoy.ext_authz', [category])[0];
    assert.equal(typeIn('envoy.filters.network'), `${filters}.network.ext_authz.v3.ExtAuthz`);
    assert.equal(typeIn('envoy.filters.http'), `${filters}.http.ext_authz.v3.ExtAuthz`);
  });

  it('is not known for other names', () => {
    for (const name of ['', 'router', 'envoy.rooter', 'envoy', 'constructor'])
      assert.equal(typesOfName(name)[0], undefined, name);
  });
});

describe('isV2Type', () => {
  it('goes by the package', () => {
    for (const type of ['envoy.api.v2.Cluster', 'envoy.config.filter.http.jwt_authn.v2alpha.JwtAuthentication'])
      assert.ok(isV2Type(type), type);
    for (const type of ['envoy.config.cluster.v3.Cluster', 'envoy.api.v2', 'xds.type.v2.A', ''])
      assert.ok(!isV2Type(type), type);
  });
});

import assert from 'node:assert/strict';
import { newManifest, type NewOptions } from '../../server/src/cli/new.ts';

const now = new Date('2026-01-01T00:00:00Z');

function printed(options: NewOptions): string {
  const made = newManifest(options, now);
  assert.ok('text' in made, JSON.stringify(made));
  return made.text;
}

function problem(options: NewOptions): string {
  const made = newManifest(options, now);
  assert.ok('problem' in made);
  return made.problem;
}

describe('envoy-sidecar new', () => {
  it('prints the manifests for the options, with defaults for the others', () => {
    const text = printed({ workload: 'Pod', image: 'shop:1', port: '3000', listen: '9092', 'envoy-version': '1.38' });
    assert.match(text, /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: shop\n/);
    assert.match(text, /containerPort: 3000\n[\s\S]*image: envoyproxy\/envoy:v1\.38\.3\n[\s\S]*containerPort: 9092\n/);
    assert.deepEqual(printed({}).match(/^kind: .*/gm), ['kind: Deployment', 'kind: ConfigMap', 'kind: Service']);
    assert.match(printed({ kind: 'egress', host: 'api.example.com:8443' }), /sni: api\.example\.com\n/);
  });

  it('includes a certificate for TLS', () => {
    assert.match(printed({ kind: 'tls' }), /kind: Secret\n[\s\S]*-----BEGIN CERTIFICATE-----/);
  });

  it('says which option is wrong', () => {
    assert.match(problem({ kind: 'proxy' }), /^--kind must be one of reverse-proxy, grpc, .*, not 'proxy'\.$/);
    assert.equal(problem({ workload: 'Job' }), "--workload must be Deployment or Pod, not 'Job'.");
    assert.match(problem({ 'envoy-version': 'latest' }), /^--envoy-version must be a version/);
    assert.equal(problem({ port: '0x50' }), '--port: A port is a number from 1 to 65535.');
    assert.match(problem({ listen: '80' }), /^--listen: The app uses port 80/);
    assert.match(problem({ kind: 'jwt', host: 'issuer' }), /^--host: 'issuer' is not a host with a port/);
  });
});

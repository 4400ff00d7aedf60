import assert from 'node:assert/strict';
import { isLocalCluster, isNamedLikeProduction } from '../../client/src/deploy/consent.ts';

const target = (context: string, server: string, namespace = 'default') => ({ context, server, namespace });

describe('consent', () => {
  it('treats a cluster as local by its server, and by its name only if the address is private', () => {
    for (const [context, server, local] of [
      ['x', 'https://127.0.0.1:6443', true],
      ['x', 'https://localhost:6443', true],
      ['x', 'https://[::1]:6443', true],
      ['x', 'https://kubernetes.docker.internal:6443', true],
      ['minikube', 'https://192.168.49.2:8443', true],
      ['kind-a', 'https://172.18.0.2:6443', true],
      ['x', 'https://192.168.49.2:8443', false],
      ['minikube', 'https://203.0.113.9:8443', false],
      ['docker-desktop', 'https://k8s.example.com', false],
      ['x', 'https://127.0.0.1.example.com', false],
      ['x', 'nonsense', false],
    ] as const) {
      assert.equal(isLocalCluster(target(context, server)), local, `${context} ${server}`);
    }
  });

  it('knows names like production by their words', () => {
    for (const name of ['prod', 'prod-eu', 'eu_production', 'PROD', 'arn:aws:eks:cluster/live', 'prod2', 'web.prd']) {
      assert.ok(isNamedLikeProduction(target(name, '')), name);
      assert.ok(isNamedLikeProduction(target('x', '', name)), name);
    }
    for (const name of ['product-catalog', 'reproduce', 'olive', 'liveness', 'dev']) {
      assert.ok(!isNamedLikeProduction(target(name, '')), name);
    }
  });
});

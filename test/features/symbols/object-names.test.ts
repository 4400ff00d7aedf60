import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const service = '#- /service.yaml stock:sidecar-service\n';

const web = (rest = '') => `#- /web.yaml
apiVersion: v1
kind: Service
metadata: { name: w$0eb${rest} }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;
const envoy = (host: string, type = 'STRICT_DNS') => `#- /envoy.yaml
static_resources:
  clusters:
    - name: web
      type: ${type}
      load_assignment:
        cluster_name: web
        endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${host}, port_value: 80 } } } }] }]
`;
const lineOf = (host: string) =>
  `envoy.yaml:7 endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${host}, port_value: 80 } } } }] }]`;

describe('the name of an object', () => {
  it('of a Service is renamed in Ingresses, StatefulSets and subdomains', () => {
    const others = `#- /others.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
  rules: [{ host: web, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      subdomain: web
      containers: [{ name: web, image: "example.com/web:1" }]
`;
    assert.deepEqual(renamed(web() + others, 'shop'), [
      'web.yaml:3 metadata: { name: shop }',
      'others.yaml:5 defaultBackend: { service: { name: shop, port: { number: 80 } } }',
      'others.yaml:6 rules: [{ host: web, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: shop, port: { number: 80 } } } }] } }]',
      'others.yaml:12 serviceName: shop',
      'others.yaml:17 subdomain: shop',
    ]);
  });

  it('of a Service is renamed in the hosts of clusters that look them up, from both ends', () => {
    for (const [host, later] of [
      ['web', 'shop'],
      ['"web.default"', '"shop.default"'],
      ['web.prod.svc.cluster.local', 'shop.prod.svc.cluster.local'],
    ] as const)
      assert.deepEqual(renamed(web() + envoy(host), 'shop'), ['web.yaml:3 metadata: { name: shop }', lineOf(later)]);
    assert.deepEqual(renamed(web().replace('$0', '') + envoy('w$0eb.default.svc'), 'shop'), [
      'web.yaml:3 metadata: { name: shop }',
      lineOf('shop.default.svc'),
    ]);
  });

  it('of a Service is not renamed in a host of another namespace, of another kind of cluster, or of another name', () => {
    const only = ['web.yaml:3 metadata: { name: shop, namespace: dev }'];
    for (const other of [envoy('web.prod.svc'), envoy('web', 'ORIGINAL_DST'), envoy('web2'), envoy('my-web')])
      assert.deepEqual(renamed(web(', namespace: dev') + other, 'shop'), only);
  });

  it('of a Service is renamed in a config in a ConfigMap and in URLs in variables', () => {
    const map = `#- /map.yaml stock:sidecar-config
#~ 127.0.0.1, port_value: 8080 => web, port_value: 80
#~ type: STATIC => type: STRICT_DNS
`;
    const pod =
      '#- /pod.yaml stock:sidecar-pod\n#~ - name: app => - name: app\\n      env: [{ name: A, value: "http://web.default:80/web" }, { name: B, value: web }]\n';
    const changed = renamed(web() + map + pod, 'shop');
    assert.deepEqual(changed, [
      'web.yaml:3 metadata: { name: shop }',
      'map.yaml:42 socket_address: { address: shop, port_value: 80 }',
      'pod.yaml:10 env: [{ name: A, value: "http://shop.default:80/web" }, { name: B, value: web }]',
    ]);
  });

  it('of a Service is renamed in the targets of gRPC and in domains that only a Service has', () => {
    const config = (target: string, domains: string) => `#- /envoy.yaml
dynamic_resources:
  ads_config: { api_type: GRPC, grpc_services: [{ google_grpc: { target_uri: "${target}", stat_prefix: x } }] }
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 127.0.0.1, port_value: 9092 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: { virtual_hosts: [{ name: web, domains: [${domains}], routes: [] }] }
                http_filters: []
`;
    const targets = (text: string) => renamed(text, 'shop').slice(1);
    const domains = (written: string) =>
      `envoy.yaml:13 route_config: { virtual_hosts: [{ name: web, domains: [${written}], routes: [] }] }`;
    const target = (written: string) =>
      `envoy.yaml:2 ads_config: { api_type: GRPC, grpc_services: [{ google_grpc: { target_uri: "${written}", stat_prefix: x } }] }`;
    assert.deepEqual(
      targets(
        web() + config('dns:///web.default:18000', 'web.default.svc, "web.default.svc:80", web.default, web, web.com'),
      ),
      [
        target('dns:///shop.default:18000'),
        domains('shop.default.svc, "shop.default.svc:80", web.default, web, web.com'),
      ],
    );
    assert.deepEqual(targets(web() + config('web:18000', '"*"')), [target('shop:18000')]);
    assert.deepEqual(targets(web(', namespace: dev') + config('unix:web', 'web.prod.svc')), []);
  });

  it('of a ServiceAccount is renamed in pods and bindings', () => {
    const text = `#- /account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: prod }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: prod }
subjects:
  - { kind: ServiceAccount, name: web, namespace: prod }
  - { kind: ServiceAccount, name: web, namespace: dev }
  - { kind: User, name: web, apiGroup: rbac.authorization.k8s.io }
roleRef: { kind: Role, name: web, apiGroup: rbac.authorization.k8s.io }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: prod }
spec:
  serviceAccountName: w$0eb
  containers: [{ name: web, image: "example.com/web:1" }]
`;
    assert.deepEqual(renamed(text, 'shop'), [
      'account.yaml:3 metadata: { name: shop, namespace: prod }',
      'account.yaml:9 - { kind: ServiceAccount, name: shop, namespace: prod }',
      'account.yaml:18 serviceAccountName: shop',
    ]);
  });

  it('of a claim, a role and a Deployment is renamed where they are used', () => {
    const change = (kind: string, apiVersion: string, body: string, from: string) =>
      renamed(
        `#- /own.yaml\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: w$0eb }\n${body}${from}`,
        'shop',
      );
    const pod = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: web, image: "example.com/web:1" }]
  volumes: [{ name: web, persistentVolumeClaim: { claimName: web } }]
`;
    assert.deepEqual(
      change(
        'PersistentVolumeClaim',
        'v1',
        'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
        pod,
      ),
      [
        'own.yaml:3 metadata: { name: shop }',
        'pod.yaml:6 volumes: [{ name: web, persistentVolumeClaim: { claimName: shop } }]',
      ],
    );
    const binding = `#- /binding.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
subjects: []
roleRef: { kind: Role, name: web, apiGroup: rbac.authorization.k8s.io }
`;
    assert.deepEqual(change('Role', 'rbac.authorization.k8s.io/v1', 'rules: []\n', binding), [
      'own.yaml:3 metadata: { name: shop }',
      'binding.yaml:5 roleRef: { kind: Role, name: shop, apiGroup: rbac.authorization.k8s.io }',
    ]);
    const scaler = `#- /scaler.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`;
    const deployment = `spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "example.com/web:1" }] }
`;
    assert.deepEqual(change('Deployment', 'apps/v1', deployment, scaler), [
      'own.yaml:3 metadata: { name: shop }',
      'scaler.yaml:4 spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop } }',
    ]);
  });

  it('is not renamed in the folder of another variant', () => {
    const variant = (folder: string, name: string) =>
      `${service.replace('/', `/${folder}/`)}#~ name: web => name: ${name}\n${envoy('web').replace('/', `/${folder}/`)}`;
    assert.deepEqual(renamed(variant('dev', 'w$0eb') + variant('prod', 'web'), 'shop'), [
      'service.yaml:4 name: shop',
      lineOf('shop'),
    ]);
  });

  it('is renamed in the target of a patch of its kind, from both ends', () => {
    const kustomization = (name: string) => `#- /kustomization.yaml
resources: [web.yaml]
patches:
  - target: { kind: Service, name: ${name} }
    patch: '[{ op: add, path: /spec/sessionAffinity, value: None }]'
  - target: { kind: Deployment, name: web }
    patch: '[{ op: add, path: /spec/paused, value: true }]'
  - target: { kind: Service, name: we. }
    patch: '[{ op: add, path: /spec/type, value: ClusterIP }]'
`;
    const expected = [
      'web.yaml:3 metadata: { name: shop }',
      'kustomization.yaml:3 - target: { kind: Service, name: shop }',
    ];
    assert.deepEqual(renamed(web() + kustomization('web'), 'shop'), expected);
    assert.deepEqual(renamed(web().replace('$0', '') + kustomization('w$0eb'), 'shop'), expected);
  });

  it('is renamed in the patches and the builds of a kustomization', () => {
    const text = `${web()}#- /kustomization.yaml
resources: [web.yaml]
patches:
  - path: patch.yaml
  - patch: |
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { type: ClusterIP }
#- /patch.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { sessionAffinity: None }
`;
    assert.deepEqual(renamed(text, 'shop'), [
      'web.yaml:3 metadata: { name: shop }',
      'kustomization.yaml:7 metadata: { name: shop }',
      'patch.yaml:3 metadata: { name: shop }',
    ]);
  });

  it('is not changed to one that exists or that Kubernetes rejects', () => {
    assert.match(String(renamed(web(), 'Shop')), /^'Shop' is not a valid name\./);
    const taken = web().replace('$0', '').replaceAll('web', 'shop').replace('/shop', '/taken');
    assert.equal(renamed(web() + taken + envoy('web'), 'shop'), "'shop' already exists.");
    assert.equal(renamed(envoy('w$0eb'), 'shop'), 'There is no name to change.');
  });
});

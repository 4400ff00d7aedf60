// A workspace of 2,000 files: 100 pods with a sidecar, its config and its Service, and the manifests of other apps.
const SIDECARS = 100;
const FILES = 2000;

/** The texts of the files by their paths. Some pods have mistakes, so that there are diagnostics. */
export function workspaceFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let i = 0; i < SIDECARS; i++) {
    const folder = `teams/team-${i % 10}/proxy-${i}`;
    files
      .set(`${folder}/pod.yaml`, pod(i))
      .set(`${folder}/envoy.yaml`, configMap(i))
      .set(`${folder}/service.yaml`, service(`proxy-${i}`));
  }
  for (let i = 0; files.size < FILES; i++) {
    const folder = `apps/group-${i % 40}/app-${i}`;
    files.set(`${folder}/deployment.yaml`, deployment(i)).set(`${folder}/service.yaml`, service(`app-${i}`));
    if (i % 2 === 0) files.set(`${folder}/settings.yaml`, settings(i));
  }
  return new Map([...files].slice(0, FILES));
}

const pod = (i: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: proxy-${i}
  labels: { app: proxy-${i} }
spec:
  containers:
    - name: app
      image: example.com/team/app-${i}:1.4.2
      ports:
        - containerPort: 8080
    - name: envoy
      image: envoyproxy/envoy:v1.36.4
      args: [-c, /etc/envoy/envoy.yaml]
      ports:
        - containerPort: ${i % 10 === 0 ? 9093 : 9092}
      volumeMounts:
        - { name: config, mountPath: /etc/envoy }
  volumes:
    - name: config
      configMap: { name: proxy-${i} }
`;

const configMap = (i: number): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: proxy-${i}
data:
  envoy.yaml: |
    static_resources:
      listeners:
${[...Array(3).keys()].map((n) => listener(n)).join('')}      clusters:
${[...Array(10).keys()].map((n) => cluster(n)).join('')}`;

const listener = (n: number): string => `        - name: listener_${n}
          address:
            socket_address: { address: 0.0.0.0, port_value: ${9092 + 10 * n} }
          filter_chains:
            - filters:
                - name: envoy.filters.network.http_connection_manager
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                    stat_prefix: listener_${n}
                    route_config:
                      virtual_hosts:
                        - name: all
                          domains: ["*"]
                          routes:
${[...Array(10).keys()].map((to) => `                            - match: { prefix: /part-${to}/ }\n                              route: { cluster: cluster_${to}, timeout: 3s }\n`).join('')}                    http_filters:
                      - name: envoy.filters.http.router
                        typed_config:
                          "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
`;

const cluster = (n: number): string => `        - name: cluster_${n}
          type: STRICT_DNS
          connect_timeout: 1s
          load_assignment:
            cluster_name: cluster_${n}
            endpoints:
              - lb_endpoints:
                  - endpoint:
                      address:
                        socket_address: { address: ${n === 0 ? '127.0.0.1' : `app-${n}`}, port_value: ${n === 0 ? 8080 : 80} }
`;

const service = (name: string): string => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: { app: ${name} }
  ports:
    - name: http
      port: 80
      targetPort: ${name.startsWith('proxy') ? 9092 : 8080}
`;

const deployment = (i: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
spec:
  replicas: 2
  selector:
    matchLabels: { app: app-${i} }
  template:
    metadata:
      labels: { app: app-${i} }
    spec:
      containers:
        - name: app
          image: example.com/team/app-${i}:2.0.1
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
            - name: UPSTREAM
              value: http://app-${i + 1}.group:80
          readinessProbe:
            httpGet: { path: /ready, port: 8080 }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          volumeMounts:
            - { name: settings, mountPath: /etc/settings }
      volumes:
        - name: settings
          configMap: { name: settings-${i - (i % 2)}, optional: true }
`;

const settings = (i: number): string => `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${i}
data:
  settings.properties: |
${[...Array(40).keys()].map((n) => `    setting.${n} = value ${n * i}\n`).join('')}`;

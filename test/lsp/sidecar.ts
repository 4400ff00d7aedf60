// The texts that the tests of the server open: a pod, its config and its Service, which belong together.
export const folder = 'file:///sidecar';
export const podUri = `${folder}/pod.yaml`;
export const envoyUri = `${folder}/envoy.yaml`;
export const serviceUri = `${folder}/service.yaml`;

export const envoyText = (listenerPort = 9092, cluster = 'app'): string => `static_resources:
  listeners:
    - name: ingress
      address:
        socket_address: { address: 0.0.0.0, port_value: ${listenerPort} }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ingress
                route_config:
                  virtual_hosts:
                    - name: app
                      domains: ["*"]
                      routes:
                        - match: { prefix: / }
                          route: { cluster: ${cluster} }
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  clusters:
    - name: app
      type: STATIC
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 80 } } }
`;

export const podText = (containerPort = 9092): string => `apiVersion: v1
kind: Pod
metadata:
  name: my-pod
  labels: { app: my-app }
spec:
  containers:
    - name: nginx
      image: nginx
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: ["-c", "/etc/envoy/envoy.yaml"]
      ports:
        - containerPort: ${containerPort}
      volumeMounts:
        - { name: config, mountPath: /etc/envoy/envoy.yaml }
  volumes:
    - name: config
      hostPath: { path: /config/envoy.yaml, type: File }
`;

export const serviceText = (targetPort = 9092): string => `apiVersion: v1
kind: Service
metadata: { name: my-app }
spec:
  selector: { app: my-app }
  ports:
    - port: 80
      targetPort: ${targetPort}
`;

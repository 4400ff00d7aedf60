import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/protocol-mismatch';
const fixture = (pod: readonly string[], config: readonly string[], service: readonly string[]) =>
  [
    '#- /pod.yaml stock:sidecar-pod',
    ...pod,
    '#- /envoy-config.yaml stock:sidecar-config',
    ...config,
    '#- /service.yaml stock:sidecar-service',
    ...service,
    '',
  ].join('\n');

const chains =
  '{ name: udp, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig, stat_prefix: a, matcher: { on_no_match: { action: { name: route, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.Route, cluster: app } } } } } }';
/** A listener for UDP beside the one for TCP, which moves away. */
const udp = [
  '#~ port_value: 9092 => port_value: 9093',
  `#~ listeners: => listeners:\\n        - { name: dns, address: { socket_address: { protocol: UDP, address: 0.0.0.0, port_value: 9092 } }, listener_filters: [${chains}] }`,
];
const alsoTcp = '#~ - containerPort: 9092 => - containerPort: 9093\\n        - { containerPort: 9092, protocol: UDP }';
const tls =
  '#~ - filters: => - transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: { tls_certificates: [{ certificate_chain: { filename: /a }, private_key: { filename: /b } }] } } }\\n              filters:';
const isA = (protocol: string) => `#~ targetPort: 9092 => targetPort: 9092\\n      appProtocol: ${protocol}`;

describe(code, () => {
  it('reports a containerPort and a port of a Service for TCP if the listener is for UDP', () => {
    const pod = ['#~ - containerPort: 9092 => - containerPort: 9092\\n        - containerPort: 9093'];
    const claims = [
      `#? warning ${code} at "9092": containerPort 9092 is for TCP, but listener 'dns' uses UDP.`,
      `#? warning ${code} at "9092": The Service forwards TCP to port 9092, but listener 'dns' uses UDP.`,
    ] as const;
    checkDiagnostics(fixture([...pod, claims[0]], udp, [claims[1]]));
    checkFix(
      fixture(pod, udp, []),
      code,
      fixture(
        ['#~ - containerPort: 9092 => - containerPort: 9092\\n          protocol: UDP\\n        - containerPort: 9093'],
        udp,
        [],
      ),
    );
  });

  it('reports ports for UDP if the listener is for TCP', () => {
    checkDiagnostics(
      fixture(
        [`#~ containerPort: 9092 => containerPort: 9092\\n          protocol: UDP`, `#? warning ${code} at "UDP"`],
        [],
        [`#~ targetPort: 9092 => targetPort: 9092\\n      protocol: UDP`, `#? warning ${code} at "UDP"`],
      ),
    );
  });

  it('accepts ports for the protocol of the listener, and two listeners on one port', () => {
    const protocol = '\\n          protocol: UDP\\n        - containerPort: 9093';
    checkDiagnostics(
      fixture([`#~ containerPort: 9092 => containerPort: 9092${protocol}`], udp, [
        '#~ targetPort: 9092 => targetPort: 9092\\n      protocol: UDP',
      ]),
    );
    checkDiagnostics(fixture([], [udp[1] ?? ''], []));
  });

  it('reports nothing if an app may serve the port', () => {
    const open = '#~ \\n      ports:\\n        - containerPort: 8080 => ';
    checkDiagnostics(fixture([open, alsoTcp], udp, []));
  });

  it('compares the protocol of a named port, which Kubernetes does too', () => {
    const pod = '#~ containerPort: 9092 => containerPort: 9092\\n          name: in';
    const service = (protocol: string) => `#~ targetPort: 9092 => targetPort: in\\n      protocol: ${protocol}`;
    const said = "The Service forwards UDP, but containerPort 'in' is for TCP. No port is found by this name.";
    checkDiagnostics(fixture([pod], [], [service('UDP'), `#? warning ${code} at "UDP": ${said}`]));
    checkDiagnostics(fixture([pod], [], [service('TCP')]));
  });

  it('reports an appProtocol that contradicts the listener', () => {
    checkDiagnostics(
      fixture(
        [],
        [],
        [
          isA('https'),
          `#? warning ${code} at "https": appProtocol is 'https', but listener 'ingress' on port 9092 expects HTTP without TLS.`,
        ],
      ),
    );
    checkFix(fixture([], [], [isA('https')]), code, fixture([], [], [isA('http')]));
    checkDiagnostics(
      fixture(
        [],
        [tls],
        [
          isA('http'),
          `#? warning ${code} at "http": appProtocol is 'http', but listener 'ingress' on port 9092 expects TLS.`,
        ],
      ),
    );
    checkFix(fixture([], [tls], [isA('http')]), code, fixture([], [tls], [isA('https')]));
    checkDiagnostics(
      fixture(
        [],
        ['#~ stat_prefix: ingress => stat_prefix: ingress\\n                    codec_type: HTTP1'],
        [
          isA('kubernetes.io/h2c'),
          `#? warning ${code} at "kubernetes.io/h2c": appProtocol is 'kubernetes.io/h2c', but listener 'ingress' on port 9092 expects HTTP/1.1 without TLS.`,
        ],
      ),
    );
  });

  it('accepts an appProtocol that fits or that says nothing of TLS', () => {
    for (const protocol of ['http', 'kubernetes.io/h2c', 'tcp', 'grpc', 'example.com/own'])
      checkDiagnostics(fixture([], [], [isA(protocol)]));
    for (const protocol of ['https', 'kubernetes.io/wss']) checkDiagnostics(fixture([], [tls], [isA(protocol)]));
  });
});

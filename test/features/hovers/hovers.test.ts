import assert from 'node:assert/strict';
import { hoverShown, managerWith } from './hover-shown.ts';

const has = (fixture: string, ...expected: readonly string[]): void =>
  assert.deepEqual(hoverShown(fixture).slice(0, expected.length), expected);

const cluster = (lines: string): string => `static_resources:\n  clusters:\n  - name: app\n${lines}`;

describe('hover on a duration', () => {
  it('shows it in other units, with the field', () => {
    has(
      cluster('    connect_timeout: 90.2$05s\n'),
      '[90.25s] connect_timeout · Duration',
      '`90.25s` is 1 min 30 s 250 ms.',
      'More than 0s.',
    );
    has(
      cluster('    connect_timeout: 0.00000$015s\n'),
      '[0.0000015s] connect_timeout · Duration',
      '`0.0000015s` is 1 µs 500 ns.',
    );
  });

  it('shows only the field if there is nothing to convert, or if it cannot be read', () => {
    has(cluster('    connect_timeout: 1$0s\n'), '[1s] connect_timeout · Duration', 'More than 0s.');
    assert.deepEqual(hoverShown(cluster('    connect_timeout: 1$0m\n'))[1], 'More than 0s.');
  });
});

describe('hover on a port', () => {
  const workspace = (change: string, file: 'config' | 'pod' | 'service') =>
    ['config', 'pod', 'service']
      .map((name) => `#- /${name}.yaml stock:sidecar-${name}\n${name === file ? `#~ ${change}\n` : ''}`)
      .join('');
  const said = [
    "Service 'web' forwards its port 80 here.",
    "Listener 'ingress' binds it.",
    "Container 'envoy' declares it, port 9092.",
  ];

  it('shows what belongs to it, in each of the files', () => {
    has(workspace('port_value: 9092 => port_value: 90$092', 'config'), '[9092] 9092 · port', ...said);
    has(workspace('containerPort: 9092 => containerPort: 90$092', 'pod'), '[9092] 9092 · port', ...said);
    has(workspace('targetPort: 9092 => targetPort: 90$092', 'service'), '[9092] 9092 · port', ...said);
  });

  it('shows the cluster and the container of an endpoint, and the admin interface', () => {
    has(
      workspace('port_value: 8080 => port_value: 80$080', 'config'),
      '[8080] 8080 · port',
      "Cluster 'app' sends requests here.",
      "Container 'app' declares it, port 8080.",
    );
    has(
      workspace('port_value: 9901 => port_value: 99$001', 'config'),
      '[9901] 9901 · port',
      "Envoy's admin interface binds it.",
    );
  });

  it('shows the number of a name', () => {
    const pod =
      '#- /pod.yaml stock:sidecar-pod\n#~ - containerPort: 9092 => - name: http\\n          containerPort: 9092\n';
    has(
      `${pod}#- /config.yaml stock:sidecar-config\n#- /service.yaml stock:sidecar-service\n#~ targetPort: 9092 => targetPort: ht$0tp\n`,
      '[http] http · port',
      "Service 'web' forwards its port 80 here.",
      "Container 'envoy' declares it, port 9092.",
    );
  });
});

describe('hover on an image', () => {
  const image = (text: string) =>
    `#- /pod.yaml\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${text}\n`;
  const notes = 'Release notes: https://www.envoyproxy.io/docs/envoy';

  it('shows the version of Envoy, with a link to its release notes', () => {
    has(
      image('envoyproxy/envoy:v1.36$0.4'),
      '[envoyproxy/envoy:v1.36.4] envoyproxy/envoy:v1.36.4 · Envoy 1.36.4',
      'The newest version that Envoy Sidecar knows is 1.40.',
      `${notes}/v1.36.4/version_history/v1.36/v1.36.4`,
    );
    assert.deepEqual(hoverShown(image('envoyproxy/envoy:contrib-v1.40-lat$0est')).slice(1), [
      'It contains the extensions of contrib.',
      `${notes}/v1.40.0/version_history/v1.40/v1.40`,
    ]);
  });

  it('says that a tag has no version, and which ports an image of an app serves', () => {
    has(
      image('envoyproxy/env$0oy'),
      '[envoyproxy/envoy] envoyproxy/envoy · Envoy',
      'The tag `latest` does not say which version of Envoy it is.',
    );
    has(image('ngi$0nx:1.27'), '[nginx:1.27] nginx:1.27 · image', 'Serves by default: 80.');
    assert.deepEqual(hoverShown(image('example.com/a$0pp:1')), []);
  });
});

describe('hover on the name of a filter', () => {
  const filter = (name: string, type: string) =>
    managerWith(`http_filters:\n  - name: ${name}\n    typed_config: { "@type": type.googleapis.com/${type} }\n`);
  const router = 'envoy.extensions.filters.http.router.v3.Router';

  it('shows the extension that Envoy runs', () => {
    has(
      filter('envoy.filters.http.rou$0ter', router),
      '[envoy.filters.http.router] envoy.filters.http.router · envoy.filters.http',
      'Extension of envoy.filters.http. Its config is of the type `Router`.',
    );
    has(
      filter('my$0-own', router),
      '[my-own] my-own · envoy.filters.http',
      'A name of your own. The type `Router` of its config selects the extension `envoy.filters.http.router`.',
    );
  });

  it('shows only the field for a name that nothing knows', () => {
    assert.deepEqual(hoverShown(filter('my$0-own', 'no.such.Type'))[0], '[my-own] name · string');
  });
});

describe('hover on a format command', () => {
  const log = (format: string) =>
    managerWith(`access_log:
  - name: envoy.access_loggers.stdout
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
      log_format: { text_format_source: { inline_string: "${format}" } }
`);

  it('shows what Envoy writes in its place', () => {
    has(
      log('%REQ(:PA$0TH)% and'),
      '[%REQ(:PATH)%] %REQ(:PATH)% · format command',
      'The request header `:PATH`, or `-` if it is missing.',
    );
    has(
      log('at %REQ(X-A?$0:PATH):10%'),
      '[%REQ(X-A?:PATH):10%] %REQ(X-A?:PATH):10% · format command',
      'The request header `X-A`, or `:PATH` if it is missing.',
      'The text is cut after 10 characters.',
    );
    has(
      log('%DURA$0TION%'),
      '[%DURATION%] %DURATION% · format command',
      'The milliseconds from the start of the request to the last byte of the response.',
    );
  });

  it('shows the field beside a command', () => {
    assert.match(hoverShown(log('%DURATION% m$0s'))[0] ?? '', / inline_string · string$/);
  });
});

describe('hover on a regular expression', () => {
  const route = (match: string, rest = 'direct_response: { status: 200 }') =>
    managerWith(
      `route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: ${match}, ${rest} }] }] }\n`,
    );

  it('shows a text that it matches, and its groups', () => {
    assert.deepEqual(hoverShown(route("{ safe_regex: { regex: '/v[1-3]/(user$0s|orders)/(\\d+)' } }")).slice(1, 5), [
      'Route 1 of 1 in its virtual host. Envoy uses the first route that matches.',
      'The whole text must match, not only a part of it.',
      'It matches `/v1/users/1`, for example.',
      'Group 1 is `(users|orders)`; a substitution refers to it as `\\1`.',
    ]);
  });

  it('says that a substitution searches for it', () => {
    const rewrite = 'route: { cluster: a, regex_rewrite: { pattern: { regex: ^/a$0pi }, substitution: / } }';
    assert.equal(hoverShown(route('{ prefix: / }', rewrite))[1], 'Each part of the text that matches is replaced.');
  });

  it('shows only the field for one that RE2 rejects', () => {
    assert.doesNotMatch(hoverShown(route("{ safe_regex: { regex: '(a$0' } }")).join(' '), /for example/);
  });
});

describe('hover on a route', () => {
  const routes = (second: string) =>
    managerWith(
      `route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [{ match: { prefix: / } }, { ${second} }] }] }\n`,
    );

  it('shows its place, and the route that takes its requests', () => {
    for (const second of ['mat$0ch: { path: /a }', 'match: { pa$0th: /a }', 'match: { path: /$0a }'])
      assert.deepEqual(hoverShown(routes(second)).slice(1, 3), [
        'Route 2 of 2 in its virtual host. Envoy uses the first route that matches.',
        'It is never reached: route 1 (`/`) takes all of its requests.',
      ]);
  });

  it('says nothing elsewhere in the route', () => {
    assert.doesNotMatch(hoverShown(routes('match: { path: /a }, route: { clus$0ter: b }')).join(' '), /Route 2/);
  });
});

describe('hover on other values of a config', () => {
  it('shows the field', () => {
    has(cluster('    alt_stat_name: so$0me\n'), '[some] alt_stat_name · string');
    has(cluster('    respect_dns_ttl: tr$0ue\n'), '[true] respect_dns_ttl · bool');
  });
});

// What changes a config, or takes it as a whole, in each carrier. What only reads it is in carriers.test.ts.
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import {
  applyEdits,
  codeLenses,
  diagnose,
  type FileEdits,
  format,
  formatMessage,
  indentAfterBreak,
  localPlan,
  rename,
  type Workspace,
  withText,
  workspaceSymbols,
} from '../../server/src/analysis/index.ts';
import type { Files } from '../fixture/applied-actions.ts';
import { type CarriedConfig, carried, carriers } from '../fixture/carriers.ts';

const config = `static_resources:
  listeners:
    - name: ingress
      address:
        socket_address:
          address: 0.0.0.0
          port_value: 9092
      filter_chains:
        - filters:
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: ingress_tcp
                cluster: app
  clusters:
    - name: app
      type: STATIC
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: 127.0.0.1
                      port_value: 8080
`;

const textsOf = ({ files }: Workspace): Files => [...files].map(([uri, { text }]) => [uri, text]);

const afterEdits = (workspace: Workspace, edits: readonly FileEdits[]): Workspace =>
  edits.reduce(
    (all, one) => withText(all, one.uri, applyEdits(all.files.get(one.uri)?.text ?? '', one.edits)),
    workspace,
  );

function renamed(workspace: Workspace, uri: string, offset: number, name: string): Workspace {
  const edits = rename(workspace, uri, offset, name);
  assert.ok(!('refused' in edits), 'refused' in edits ? formatMessage(edits.refused) : '');
  return afterEdits(workspace, edits);
}

const found = (workspace: Workspace): readonly string[] =>
  [...workspace.files.keys()].flatMap((uri) => diagnose(workspace, uri).map(({ code }) => code));

/** The config as Envoy reads it. */
function configOf(workspace: Workspace, uri: string): unknown {
  const plan = localPlan(workspace, uri);
  assert.ok(!('refused' in plan), 'refused' in plan ? formatMessage(plan.refused) : '');
  return parse(plan.configText);
}

const features: Readonly<Record<string, (given: CarriedConfig) => void>> = {
  'rename of a cluster, and back'({ workspace, uri, at }) {
    const after = renamed(workspace, uri, at('app'), 'api');
    assert.deepEqual(configOf(after, uri), parse(config.replaceAll('app', 'api')));
    assert.deepEqual(found(after), found(workspace));
    assert.deepEqual(textsOf(renamed(after, uri, at('app'), 'app')), textsOf(workspace));
  },
  'rename of a port, and back'({ carrier, workspace, uri, at }) {
    const after = renamed(workspace, uri, at('9092'), '9093');
    assert.deepEqual(configOf(after, uri), parse(config.replace('9092', '9093')));
    const texts = textsOf(after).map(([, text]) => text);
    if (carrier !== 'unsaved buffer') assert.ok(texts.some((text) => text.includes('targetPort: 9093')));
    assert.deepEqual(found(after), found(workspace));
    assert.deepEqual(textsOf(renamed(after, uri, at('9092'), '9092')), textsOf(workspace));
  },
  'the plan of a local run'({ workspace, uri }) {
    assert.deepEqual(configOf(workspace, uri), parse(config));
  },
  'workspace symbols'({ workspace, shown }) {
    const names = ['ingress', 'app'].flatMap((query) => workspaceSymbols(workspace, query));
    const inConfig = names.filter(({ kind }) => kind === 'listener' || kind === 'cluster');
    assert.deepEqual(
      inConfig.map(({ name, kind, at: { range } }) => `${kind} ${name}: ${shown(range)}`),
      ['listener ingress: ingress', 'cluster app: app#2'],
    );
  },
  'code lenses'({ carrier, workspace, uri }) {
    const commands = codeLenses(workspace, uri).map(({ command }) => command);
    assert.equal(commands.includes('deployAndCurl'), carrier !== 'unsaved buffer', commands.join());
  },
};

/** With a fault that has a fix. */
const faults: Readonly<Record<string, readonly [right: string, wrong: string, code: string]>> = {
  'an unknown field': ['load_assignment:', 'load_asignment:', 'envoy/unknown-field'],
  'an enum value': ['type: STATIC', 'type: STATI', 'envoy/invalid-value'],
  'a cluster': ['cluster: app', 'cluster: ap', 'envoy/unknown-cluster'],
};

describe('what changes a config is the same in each carrier', () => {
  for (const [name, check] of Object.entries(features))
    for (const carrier of carriers) it(`${name}: ${carrier}`, () => check(carried(carrier, config)));

  for (const [name, [right, wrong, code]] of Object.entries(faults))
    for (const carrier of carriers)
      it(`the fix of ${name}: ${carrier}`, () => {
        const { workspace, uri } = carried(carrier, config.replace(right, wrong));
        assert.ok(found(workspace).includes(code), found(workspace).join());
        const fixes = diagnose(workspace, uri).flatMap((one) => (one.code === code ? (one.fixes?.() ?? []) : []));
        const after = fixes.map(({ edits }) => textsOf(afterEdits(workspace, edits)));
        assert.deepEqual(after[0], textsOf(carried(carrier, config).workspace));
      });
});

describe('the layout of a config is the same in each carrier that is written by lines', () => {
  const byLines = carriers.filter((carrier) => carrier !== 'JSON');

  for (const carrier of byLines)
    it(`formatting: ${carrier}`, () => {
      const right = carried(carrier, config);
      const { workspace, uri, text } = carried(carrier, config.replace(/^ {22}/gm, '$&   '));
      assert.equal(
        applyEdits(text, format(workspace, uri, 2)),
        applyEdits(right.text, format(right.workspace, uri, 2)),
      );
    });

  for (const carrier of byLines)
    it(`indentation after Enter: ${carrier}`, () => {
      const { workspace, uri, text, at } = carried(carrier, config);
      const end = text.indexOf('\n', at('load_assignment'));
      const indent = text.slice(text.lastIndexOf('\n', at('load_assignment')) + 1, at('load_assignment'));
      const broken = `${text.slice(0, end)}\n${indent}${text.slice(end)}`;
      const edit = indentAfterBreak(withText(workspace, uri, broken), uri, end + 1 + indent.length, 2);
      assert.ok(edit);
      assert.equal(applyEdits(broken, [edit]), `${text.slice(0, end)}\n${indent}  ${text.slice(end)}`);
    });

  it('JSON is left to other formatters', () => {
    const { workspace, uri } = carried('JSON', config);
    assert.deepEqual(format(workspace, uri, 4), []);
  });
});

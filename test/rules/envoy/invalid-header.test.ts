import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { error, http, quiet } from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';

const code = 'envoy/invalid-header';
const sidecar = (...edits: readonly string[]): string =>
  ['#- /envoy-config.yaml stock:sidecar-config', ...edits, ''].join('\n');
const route = (more: string): string =>
  sidecar(`#~ route: { cluster: app } => route: { cluster: app }\\n                              ${more}`);

describe(code, () => {
  it('reports headers that are set', () => {
    checkDiagnostics(
      `${route('request_headers_to_add: [{ header: { key: ":path", value: / } }]')}#? error ${code} at "":path""\n`,
    );
  });

  it('takes a pseudo header out of the list of those to remove', () => {
    checkFix(
      route('response_headers_to_remove: [":status", server]'),
      code,
      route('response_headers_to_remove: [server]'),
    );
  });

  it('reports two ways to append, of which one has no effect', () => {
    const add = (fields: string) => route(`request_headers_to_add: [{ header: { key: x-a, value: b }, ${fields} }]`);
    const overwrite = 'append_action: OVERWRITE_IF_EXISTS_OR_ADD';
    checkDiagnostics(
      `${add(`${overwrite}, append: false`)}#? error envoy/conflicting-fields at "append"#2\n#? warning envoy/deprecated-field at "append"#2\n`,
    );
    checkDiagnostics(add(overwrite));
  });

  it('reports nothing about other headers', () => {
    checkDiagnostics(route('request_headers_to_remove: [x-host, hosts]'));
  });
});

describe('changes of headers', () => {
  const mutations = (fields: string) => http('header_mutation.v3.HeaderMutation', `mutations: { ${fields} }`);
  const added = (key: string, value: string) =>
    mutations(`request_mutations: [{ append: { header: { key: ${key}, value: '${value}' } } }]`);

  compareWithEnvoy(
    {
      'have the names of headers': [
        [added('Host', 'a'), error('Host', 'invalid-header'), /:-prefixed or host headers/],
      ],
    },
    { ...quiet, 'envoy/unknown-cluster': 'off' },
  );
});

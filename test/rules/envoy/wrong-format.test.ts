import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/wrong-format';
const asEnvoy = (fixture: string): void => checkDiagnostics(fixture, {}, { treatAs: 'envoy' });

describe(code, () => {
  it('reports a text that is not a map, if it was named as a bootstrap', () => {
    asEnvoy(`#- /a.yaml\n- a\n#? error ${code} at "-": The bootstrap must be a map.\n`);
    asEnvoy(`#- /a.yaml\nabc\n#? error ${code} at "a": The bootstrap must be a map.\n`);
    asEnvoy(`#- /a.yaml\n# hi\n#? error ${code} at "#": The file is empty.\n`);
  });

  it('goes by the ending of a file that does not look like a bootstrap', () => {
    asEnvoy(`#- /a.conf\nnode: { id: a, cluster: b }\n#? error ${code} at "n"\n`);
    asEnvoy('#- /a.conf\n{ node: { id: a, cluster: b } }\n');
    asEnvoy('#- /a.pb_text\nnode { id: "a" }\n');
    checkDiagnostics('#- /envoy.conf\nstatic_resources: {}\n');
  });

  it('takes JSON as laxly as Envoy', () => {
    checkDiagnostics("#- /envoy.json\n{'static_resources': {},}\n");
  });

  it('reports nothing about files that were not named as a bootstrap', () => {
    checkDiagnostics('#- /a.yaml\n- a\n');
    checkDiagnostics('#- /a.yaml\n');
  });
});

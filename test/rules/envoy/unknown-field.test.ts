import assert from 'node:assert/strict';
import { envoyUnknownField } from '../../../server/src/analysis/rules/envoy/unknown-field.ts';
import { checkDiagnostics, checkFix, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

describe('envoy/unknown-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyUnknownField.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/unknown-field', after);
    }
  });

  it('renames the text in a regular expression, where nothing else can be meant', () => {
    const route = (key: string): string =>
      `#- /envoy-config.yaml stock:sidecar-config\n#~ match: { prefix: / } => match: { safe_regex: { ${key}: "/a.*" } }\n`;
    checkFix(route('pattern'), 'envoy/unknown-field', route('regex'));
  });

  it('does not prefer a name that lacks a word', () => {
    const tracing = `#- /envoy-config.yaml stock:sidecar-config
#~ stat_prefix: => tracing: { max_path_tag: 5 }\\n                    stat_prefix:
`;
    const [found] = diagnosticsOf(workspaceOf(parseFixture(tracing)), 'envoy/unknown-field');
    assert.ok(found);
    const fewer = tracing.replace('max_path_tag', 'operation_kind');
    const [lacking] = diagnosticsOf(workspaceOf(parseFixture(fewer)), 'envoy/unknown-field');
    assert.equal(found.fixes?.()[0]?.preferred, true);
    assert.ok(!lacking?.fixes?.().some(({ preferred }) => preferred));
  });
});

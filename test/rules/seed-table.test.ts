import assert from 'node:assert/strict';
import { diagnose, formatMessage, type Workspace } from '../../server/src/analysis/index.ts';
import { applyFix, diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { type SeedFinding, seedFiles, seedTable } from './seed-table.ts';

describe('the seed', () => {
  const asGiven = workspaceOf(seedFiles());

  it('has, as it is given, the deprecation as its only warning, and hints for the image, the config on the node, the admin and the names', () => {
    assert.deepEqual(
      diagnosticsOf(asGiven).map(({ severity, code, message }) => [severity, code, formatMessage(message)]),
      [
        ['hint', 'workload/image-latest', "The tag 'latest' moves to newer builds. Use the tag of a version."],
        [
          'information',
          'workload/host-path-config',
          "Envoy reads '/config/samples/sidecar/configmap.yaml' from the node, so every node needs that file. The config in the workspace is 'envoy.yaml'.",
        ],
        ['warning', 'envoy/deprecated-field', "'access_log_path' is deprecated. Use 'access_log' instead."],
        [
          'hint',
          'envoy/admin-exposed',
          'The admin interface listens on all addresses. Anyone who can reach the pod can stop Envoy. Bind it to 127.0.0.1.',
        ],
        [
          'hint',
          'envoy/load-assignment-name-mismatch',
          "Name 'service' of the load assignment does not match cluster 'targetCluster'.",
        ],
      ],
    );
  });

  for (const { title, edit, expected, clean } of seedTable)
    describe(title, () => {
      const edited = workspaceOf(seedFiles(edit));
      const codes = [...new Set(expected.map(({ code }) => code))];

      it('is the only finding', () => {
        const messages = new Map(expected.map((one) => [key(one), one.message]));
        assert.deepEqual(less(findings(edited), findings(asGiven)).map(key).sort(), expected.map(key).sort());
        for (const one of findings(edited))
          if (messages.get(key(one)) !== undefined) assert.equal(one.message, messages.get(key(one)));
      });

      it('has fixes that give what the seed as given has', () => {
        const diagnostics = diagnosticsOf(edited).filter(({ code }) => codes.includes(code));
        for (const diagnostic of diagnostics) {
          const fixes = diagnostic.fixes?.() ?? [];
          assert.ok(fixes.length > 0, `${diagnostic.code} has no fix`);
          assert.ok(fixes.filter(({ preferred }) => preferred).length <= 1, 'two fixes are preferred');
          for (const fix of fixes) {
            const left = less(findings(applyFix(edited, fix)), findings(asGiven));
            const expectedLeft =
              clean === 'preferred' && !fix.preferred ? left.filter(({ code }) => !codes.includes(code)) : [];
            assert.deepEqual(left.map(key), expectedLeft.map(key), formatMessage(fix.title));
          }
        }
      });
    });
});

const findings = (workspace: Workspace): SeedFinding[] =>
  [...workspace.files.values()].flatMap(({ uri, text }) =>
    diagnose(workspace, uri).map(({ at, severity, code, message }) => ({
      file: (/\/(\w+)\.yaml$/.exec(uri)?.[1] ?? '') as SeedFinding['file'],
      severity,
      code,
      at: text.slice(at.range.start, at.range.end),
      message: formatMessage(message),
    })),
  );

const key = ({ file, severity, code, at }: SeedFinding): string => `${file} ${severity} ${code} at "${at}"`;

/** What the first has in addition to the second. The covered text may differ, because a fix may rewrite it. */
function less(some: readonly SeedFinding[], others: readonly SeedFinding[]): SeedFinding[] {
  const rest = others.map(({ file, code, severity }) => `${file} ${severity} ${code}`);
  return some.filter(({ file, code, severity }) => {
    const index = rest.indexOf(`${file} ${severity} ${code}`);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

import assert from 'node:assert/strict';
import { diagnose, emptyWorkspace, type Failure, withText } from '../../server/src/analysis/index.ts';
import { envoyText, envoyUri, podText, podUri } from '../lsp/sidecar.ts';

/** A text at which the parser fails, as a bug of it would. */
const failing = Object.assign(new String('apiVersion: v1'), {
  slice(): string {
    throw new RangeError('planted');
  },
}) as unknown as string;

describe('a file at which the analysis fails', () => {
  it('is reported by its name, and costs no other file anything', () => {
    const failures: Failure[] = [];
    const onFailure = (failure: Failure) => failures.push(failure);
    const sound = withText(withText(emptyWorkspace({ onFailure }), podUri, podText(9093)), envoyUri, envoyText());
    const found = diagnose(sound, podUri).map(({ code }) => code);
    const workspace = withText(sound, 'file:///sidecar/bad.yaml', failing);
    assert.deepEqual(
      diagnose(workspace, podUri).map(({ code }) => code),
      found,
    );
    assert.ok(found.includes('workload/container-port-mismatch'));
    assert.deepEqual(diagnose(workspace, 'file:///sidecar/bad.yaml'), []);
    assert.deepEqual([...new Set(failures.map(({ uri }) => uri))], ['file:///sidecar/bad.yaml']);
  });

  it('is an exception if there is no listener, so that tests see it', () => {
    assert.throws(() => withText(emptyWorkspace(), 'file:///bad.yaml', failing).workloads, /planted/);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import '../fixture/vscode/register.ts';
import { reset, state } from '../fixture/vscode/fake-vscode.ts';

const { createDeployServices, runDeploy, withKubeCluster } = await import('../../client/src/deploy/deploy-services.ts');
const { registerCancelDeploy } = await import('../../client/src/commands/cancel-deploy.ts');
const { registerOpenInBrowser } = await import('../../client/src/commands/open-in-browser.ts');
const { registerStopForward } = await import('../../client/src/commands/stop-forward.ts');

const folder = mkdtempSync(path.join(os.tmpdir(), 'deploy-services-'));
const kubeconfig = path.join(folder, 'kubeconfig');
const cluster = `apiVersion: v1
kind: Config
current-context: kind
clusters: [{ name: kind, cluster: { server: "https://127.0.0.1:6443" } }]
contexts: [{ name: kind, context: { cluster: kind, user: me } }]
users: [{ name: me, user: {} }]
`;

describe('access to the cluster', () => {
  const results: string[] = [];
  const services = () => {
    const created = createDeployServices({
      context: { subscriptions: [], extensionPath: folder },
      output: { info: () => undefined },
      request: async () => ({ refused: 'There is no pod.' }),
    } as never);
    created.setDeployUi({ ...created.ui, showResult: ({ kind }) => results.push(kind) });
    return created;
  };
  const never = () => assert.fail('the cluster was used');

  before(() => writeFileSync(kubeconfig, cluster));
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    reset();
    results.length = 0;
    state.settings.set('envoySidecar.kubeconfig', kubeconfig);
  });

  it('requires a kubeconfig', async () => {
    state.settings.set('envoySidecar.kubeconfig', path.join(folder, 'missing'));
    assert.equal((await withKubeCluster(services(), never)).kind, 'no-kubeconfig');
    assert.deepEqual(results, ['no-kubeconfig']);
  });

  it('requires the bundle with the client', async () => {
    assert.equal((await withKubeCluster(services(), never)).kind, 'no-client');
  });

  it('requires a file to deploy', async () => {
    assert.equal((await runDeploy(services(), undefined, 'ready')).kind, 'no-file');
    assert.deepEqual(results, ['no-file']);
  });
});

describe('Stop for a deploy that has not ended', () => {
  beforeEach(reset);

  it('cancels the deploy', () => {
    const cancel = new AbortController();
    registerCancelDeploy({ running: new Map([['one', cancel]]) } as never);
    const stop = (id?: string) => state.handlers.get('envoySidecar.cancelDeploy')?.(id);
    assert.deepEqual([stop('other'), stop(), cancel.signal.aborted], [false, false, false]);
    assert.deepEqual([stop('one'), cancel.signal.aborted], [true, true]);
  });
});

describe('the port-forwards of a session', () => {
  const forward = (localPort: number) => ({ label: { localPort }, url: `http://127.0.0.1:${localPort}/` });
  const run = (command: string, open: readonly ReturnType<typeof forward>[], chosen?: number): Promise<unknown> => {
    const stopped: number[] = [];
    const services = {
      forwards: {
        all: () => open,
        stop: async ({ label }: ReturnType<typeof forward>) => void stopped.push(label.localPort),
      },
      ui: {
        chooseForward: async (labels: readonly { localPort: number }[]) =>
          labels.find((one) => one.localPort === chosen),
      },
    } as never;
    registerStopForward(services);
    registerOpenInBrowser(services);
    return Promise.resolve(state.handlers.get(command)?.()).then((result) => ({ result, stopped }));
  };
  beforeEach(reset);

  it('are stopped, the only one or the selected one', async () => {
    const command = 'envoySidecar.stopForward';
    assert.deepEqual(await run(command, []), { result: undefined, stopped: [] });
    assert.equal(state.shown[0]?.how, 'information');
    assert.deepEqual(await run(command, [forward(1)]), { result: { localPort: 1 }, stopped: [1] });
    assert.deepEqual(await run(command, [forward(1), forward(2)], 2), { result: { localPort: 2 }, stopped: [2] });
    assert.deepEqual(await run(command, [forward(1), forward(2)]), { result: undefined, stopped: [] });
  });

  it('are opened in the browser', async () => {
    const command = 'envoySidecar.openInBrowser';
    assert.deepEqual(await run(command, [forward(1), forward(2)], 2), { result: 'http://127.0.0.1:2/', stopped: [] });
    assert.deepEqual(state.opened, ['http://127.0.0.1:2/']);
    assert.deepEqual(await run(command, [forward(1), forward(2)]), { result: undefined, stopped: [] });
  });
});

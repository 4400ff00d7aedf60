import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { ConfigurationTarget, reset, state, workspace } from '../fixture/vscode/fake-vscode.ts';
import { target } from './fake-version-ports.ts';

const { pickPlace, pickVersion } = await import('../../client/src/version/version-ui.ts');
const { isVersionSet, writeVersionSetting } = await import('../../client/src/version/version-setting.ts');
const { automatic } = await import('../../client/src/version/choose-version.ts');

const setting = 'envoySidecar.envoyVersion';
const { Global, Workspace } = ConfigurationTarget;

describe('the list of versions', () => {
  beforeEach(reset);

  it('has the known versions, and one item without a version', async () => {
    state.answers.push('Envoy 1.38', 'From the image, or newest');
    assert.equal(await pickVersion(target()), '1.38');
    assert.equal(await pickVersion(target()), automatic);
    assert.equal(await pickVersion(target()), undefined);
    assert.deepEqual(state.shown[0]?.choices, [
      'From the image, or newest',
      '',
      'Envoy 1.40',
      'Envoy 1.39',
      'Envoy 1.38',
    ]);
  });

  it('keeps the current version with Enter', async () => {
    state.answers.push('', '');
    assert.equal(await pickVersion(target({ origin: 'comment', version: '1.39.2' })), '1.39');
    assert.equal(await pickVersion(target({ origin: 'image' })), automatic);
  });
});

describe('the list of places for a version', () => {
  beforeEach(reset);
  const labels = () => state.shown.at(-1)?.choices;

  it('returns the selected place', async () => {
    state.answers.push('In your settings');
    assert.equal(await pickPlace({ target: target(), version: '1.38', places: ['file', 'settings'] }), 'settings');
    assert.deepEqual(labels(), ['In envoy.yaml', 'In your settings']);
  });

  it('names the settings of the workspace if one is open', async () => {
    workspace.workspaceFolders = [{}];
    await pickPlace({ target: target({ origin: 'comment' }), version: '1.38', places: ['settings'] });
    assert.deepEqual(labels(), ['In the settings of the workspace']);
  });

  it('names what can be removed', async () => {
    state.answers.push('The comment and the setting');
    assert.equal(await pickPlace({ target: target(), version: automatic, places: ['file', 'both'] }), 'both');
    assert.deepEqual(labels(), ['The comment in envoy.yaml', 'The comment and the setting']);
  });
});

describe('the setting for a version', () => {
  beforeEach(reset);

  it('is written to the workspace, or to the user settings without one', async () => {
    await writeVersionSetting('1.38');
    workspace.workspaceFolders = [{}];
    await writeVersionSetting('1.38');
    assert.deepEqual(state.written, [
      [setting, '1.38', Global],
      [setting, '1.38', Workspace],
    ]);
  });

  it('is removed from the levels that have it', async () => {
    await writeVersionSetting(undefined);
    assert.deepEqual(state.written, []);
    state.settings.set(setting, '1.38');
    assert.equal(isVersionSet(), true);
    await writeVersionSetting(undefined);
    state.settings.set(`${setting}@workspace`, '1.37');
    await writeVersionSetting(undefined);
    assert.deepEqual(state.written, [
      [setting, undefined, Global],
      [setting, undefined, Workspace],
      [setting, undefined, Global],
    ]);
  });

  it('is not set by default', () => {
    assert.equal(isVersionSet(), false);
  });
});

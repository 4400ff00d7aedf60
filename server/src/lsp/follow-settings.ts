import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { Server } from './server.ts';
import { isRecord, readSettings } from './settings.ts';

const section = 'envoySidecar';

/** Takes the settings from the client, now and whenever they change; from its initialization options where it cannot be asked. */
export async function followSettings({ connection, session, features, initialize, guard }: Server): Promise<void> {
  const pull = () =>
    guard.inBackground('reading the settings', async () => {
      const settings: unknown = await guard.request('to tell its settings', undefined, () =>
        connection.workspace.getConfiguration(section),
      );
      // Undefined after an error: what was known stays.
      if (settings !== undefined) session.configure(readSettings(settings));
    });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (features.configuration) return pull();
    session.configure(readSettings(isRecord(settings) ? settings[section] : undefined));
  });
  if (!features.configuration) {
    const options: unknown = initialize.initializationOptions;
    session.configure(readSettings(isRecord(options) ? options.settings : undefined));
    return;
  }
  if (features.dynamicConfiguration) {
    await guard.request('to tell when its settings change', undefined, () =>
      connection.client.register(DidChangeConfigurationNotification.type, { section }),
    );
  }
  await pull();
}

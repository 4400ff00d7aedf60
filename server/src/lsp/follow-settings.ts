import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { Server } from './server.ts';
import { isRecord, readSettings } from './settings.ts';

const section = 'envoySidecar';

/**
 * Reads the settings from the client at the start and when they change, or from the initialization options if the
 * client does not support this.
 */
export async function followSettings({ connection, session, features, initialize, guard }: Server): Promise<void> {
  const pull = () =>
    guard.inBackground('reading the settings', async () => {
      const settings: unknown = await guard.request('to tell its settings', undefined, () =>
        connection.workspace.getConfiguration(section),
      );
      // Undefined after an error, so the settings do not change.
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

import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { Server } from './server.ts';
import { isRecord, readSettings } from './settings.ts';

const section = 'envoySidecar';

/** Takes the settings from the client, now and whenever they change; from its initialization options where it cannot be asked. */
export async function followSettings({ connection, session, features, initialize, guard }: Server): Promise<void> {
  const pull = () =>
    guard.settled('reading the settings', async () => {
      session.configure(readSettings(await connection.workspace.getConfiguration(section)));
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
    await connection.client.register(DidChangeConfigurationNotification.type, { section });
  }
  await pull();
}

import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { formattingOffer } from './formatting.ts';
import type { Server } from './server.ts';
import { isRecord, readSettings } from './settings.ts';

const section = 'envoySidecar';

/**
 * Reads the settings from the client at the start and when they change, or from the initialization options if the
 * client does not support this.
 */
export async function followSettings(server: Server): Promise<void> {
  const { connection, session, features, initialize, guard } = server;
  const formatting = formattingOffer(server);
  const configure = (settings: unknown): Promise<void> => {
    session.configure(readSettings(settings));
    return formatting.update();
  };
  const pull = () =>
    guard.inBackground('reading the settings', async () => {
      const settings: unknown = await guard.request('to tell its settings', undefined, () =>
        connection.workspace.getConfiguration(section),
      );
      // Undefined after an error, so the settings do not change.
      if (settings !== undefined) await configure(settings);
    });
  connection.onDidChangeConfiguration(({ settings }) => {
    if (features.configuration) return pull();
    return configure(isRecord(settings) ? settings[section] : undefined);
  });
  if (!features.configuration) {
    const options: unknown = initialize.initializationOptions;
    return configure(isRecord(options) ? options.settings : undefined);
  }
  if (features.dynamicConfiguration) {
    await guard.request('to tell when its settings change', undefined, () =>
      connection.client.register(DidChangeConfigurationNotification.type, { section }),
    );
  }
  await pull();
}

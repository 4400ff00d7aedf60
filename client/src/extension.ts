import * as vscode from 'vscode';
import type { CommandServices } from './commands/command-services.ts';
import { registerNewSidecar } from './commands/new-sidecar.ts';
import { registerOpenExample } from './commands/open-example.ts';
import { registerRestartServer } from './commands/restart-server.ts';
import { registerRunLocally } from './commands/run-locally.ts';
import { registerSelectEnvoyVersion } from './commands/select-envoy-version.ts';
import { registerShowDocumentation } from './commands/show-documentation.ts';
import { registerShowLinks } from './commands/show-links.ts';
import { registerShowOutput } from './commands/show-output.ts';
import { type DeployApi, registerDeployCommands } from './deploy/register-deploy-commands.ts';
import { showDocumentStatus } from './document-status.ts';
import { createLanguageServer } from './language-client.ts';
import { provideRulePages } from './rule-pages.ts';
import { registerResponseView } from './views/response-view.ts';
import { registerWorkloadsView } from './views/workloads-view.ts';

/** What tests in the extension host need of the running extension. */
export interface ExtensionApi extends DeployApi {
  /** Resolves when the language server answers. */
  readonly started: Promise<void>;
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const output = vscode.window.createOutputChannel('Envoy Sidecar', { log: true });
  const server = createLanguageServer(context, output);
  const services: CommandServices = { context, output, request: server.request, runs: registerResponseView(context) };
  context.subscriptions.push(
    output,
    { dispose: () => void server.stop() },
    registerRestartServer(server),
    registerShowOutput(output),
    registerShowDocumentation(context),
    registerShowLinks(services),
    registerNewSidecar(services),
    registerOpenExample(services),
    registerSelectEnvoyVersion(services),
    registerWorkloadsView(services),
    provideRulePages(context),
    showDocumentStatus(server.onStatus),
  );
  registerRunLocally(context, services);
  const deployApi = registerDeployCommands(services);
  return { ...deployApi, started: server.start() };
}

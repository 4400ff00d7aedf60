import { registerApplyToCurrentContext } from '../commands/apply-to-current-context.ts';
import { registerCancelDeploy } from '../commands/cancel-deploy.ts';
import type { CommandServices } from '../commands/command-services.ts';
import { registerCreateService } from '../commands/create-service.ts';
import { registerDeleteDeployed } from '../commands/delete-deployed.ts';
import { registerDeployAndCurl } from '../commands/deploy-and-curl.ts';
import { registerOpenInBrowser } from '../commands/open-in-browser.ts';
import { registerStopForward } from '../commands/stop-forward.ts';
import { showContextStatus } from './context-status.ts';
import { createDeployServices, type DeployServices } from './deploy-services.ts';

/** The deployment part of the API that the extension exports, for tests in the extension host. */
export type DeployApi = Pick<DeployServices, 'setDeployUi'>;

/** Registers all commands and items about clusters when the extension is activated. */
export function registerDeployCommands(services: CommandServices): DeployApi {
  const deployServices = createDeployServices(services);
  services.context.subscriptions.push(
    registerDeployAndCurl(deployServices),
    registerCancelDeploy(deployServices),
    registerApplyToCurrentContext(deployServices),
    registerDeleteDeployed(deployServices),
    registerStopForward(deployServices),
    registerOpenInBrowser(deployServices),
    registerCreateService(deployServices),
    showContextStatus(),
  );
  return { setDeployUi: deployServices.setDeployUi };
}

import * as vscode from 'vscode';
import {
  type CreatedService,
  createServiceMethod,
  type DeployPlan,
  type PlaceParams,
} from '../../../server/src/protocol.ts';
import type { DeployResult } from '../deploy/deploy-result.ts';
import { commandPlace, type DeployServices, runPlan } from '../deploy/deploy-services.ts';
import { toVsCodeEdit } from '../to-vs-code-edit.ts';

export interface CreateServiceResult {
  readonly kind: 'created' | 'refused' | 'not-edited' | 'no-file';
  /** The result of applying it, if the user confirmed this. */
  readonly applied?: DeployResult;
}

/** `envoySidecar.createService({uri, position}?)`: writes a Service for a listener into its file, then offers to apply it. */
export function registerCreateService(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.createService', async (argument: unknown) => {
    const place = commandPlace(argument);
    if (place) return createService(services, place);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open the file that contains the listener, then run the command again.'),
    );
    return { kind: 'no-file' };
  });
}

async function createService(services: DeployServices, place: PlaceParams): Promise<CreateServiceResult> {
  const created = await services.request<CreatedService>(createServiceMethod, place);
  if ('refused' in created) {
    void vscode.window.showWarningMessage(created.refused);
    return { kind: 'refused' };
  }
  if (!(await vscode.workspace.applyEdit(toVsCodeEdit(created.edit)))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The Service could not be written to {0}.', created.uri));
    return { kind: 'not-edited' };
  }
  const { start, end } = created.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(created.uri), { selection });
  const { apiVersion, kind, metadata } = created.manifest;
  if (!(await services.ui.offerToApply({ apiVersion, kind, name: metadata.name }))) return { kind: 'created' };
  return { kind: 'created', applied: await runPlan(services, async () => planOf(created), 'applied') };
}

/** A plan for the Service alone. The user is asked for confirmation as for any other plan. */
function planOf({ manifest, uri, range }: CreatedService): DeployPlan {
  const { apiVersion, kind, metadata } = manifest;
  const origin = { uri, range };
  return {
    workload: {
      apiVersion,
      kind,
      name: metadata.name,
      namespace: metadata.namespace,
      envoyContainer: '',
      location: origin,
    },
    objects: [{ role: 'service', manifest, origin, generated: false }],
    hostPathConfigs: [],
    listeners: [],
    blocking: [],
  };
}

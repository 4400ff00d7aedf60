import { configMapYaml } from '../../rules/fixes/config-map-yaml.ts';
import { editsInSteps } from '../../rules/fixes/edits-in-steps.ts';
import { freeName } from '../../rules/fixes/free-name.ts';
import { itemAdded, rootOf } from '../../rules/fixes/kustomization-lists.ts';
import { editsIn, type FileEdits } from '../../rules/rule.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName, folderOf, resolveUri } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { renderBlock } from '../../yaml/edit/yaml-edit.ts';
import type { RefusedPlan } from '../refused-plan.ts';
import { checkedAnswers, nameOf, type SidecarAnswers } from './sidecar-answers.ts';
import { sidecarConfig } from './sidecar-config.ts';
import {
  type Certificate,
  certificateManifest,
  configKey,
  type SidecarNames,
  serviceManifest,
  sidecarNames,
  workloadManifest,
} from './sidecar-manifests.ts';

/** What the files of a new sidecar depend on beside the answers. */
export interface SidecarOptions {
  /** The version of Envoy, such as `1.40.0` or `1.40`. The newest one that is known if it is undefined. */
  readonly envoyVersion?: string | undefined;
  /** For the kind `tls`. */
  readonly certificate?: Certificate | undefined;
}

/** The files of a new sidecar and the edit of the kustomization that lists them. */
export interface NewSidecar {
  readonly edits: readonly FileEdits[];
  /** The file with the workload. */
  readonly manifestUri: string;
}

/** All manifests of a new sidecar in one text: workload, ConfigMap, Secret of a certificate, Service. */
export function sidecarManifest(
  given: Partial<SidecarAnswers>,
  options: SidecarOptions = {},
  taken: ReadonlySet<string> = new Set(),
): string | RefusedPlan {
  const { answers, wrong } = checkedAnswers(given);
  if (wrong) return { refused: wrong.reason };
  return manifestText(answers, namesFor(answers, taken), options, true);
}

/**
 * The files of a new sidecar in a folder. If the folder has a kustomization, the config is in its own file, from which the
 * kustomization generates the ConfigMap. Otherwise there is one file.
 * @param folder URI that ends with a slash
 * @param taken the names of the folder's files, none of which is overwritten
 */
export function newSidecar(
  workspace: Workspace,
  folder: string,
  taken: readonly string[],
  given: Partial<SidecarAnswers>,
  options: SidecarOptions = {},
): NewSidecar | RefusedPlan {
  const { answers, wrong } = checkedAnswers(given);
  if (wrong) return { refused: wrong.reason };
  const used = new Set([
    ...taken,
    ...[...workspace.files.keys()].filter((uri) => folderOf(uri) === folder).map(fileName),
  ]);
  const names = namesFor(answers, objectNames(workspace));
  const [manifestUri, configUri] = [`${names.app}.yaml`, `${names.app}-envoy.yaml`].map(
    (name) => resolveUri(folder, freeFile(name, used)) ?? '',
  );
  const kustomization = kustomizationIn(workspace, folder);
  const created = (uri = '', newText: string) => editsIn({ uri }, { range: { start: 0, end: 0 }, newText });
  const manifest = created(manifestUri, manifestText(answers, names, options, !kustomization));
  const others = kustomization
    ? [created(configUri, sidecarConfig(answers)), listed(kustomization, names, manifestUri, configUri)]
    : [];
  return { edits: [manifest, ...others], manifestUri: manifestUri ?? '' };
}

function manifestText(
  answers: SidecarAnswers,
  names: SidecarNames,
  { envoyVersion, certificate }: SidecarOptions,
  hasConfigMap: boolean,
): string {
  const [workload, service] = [workloadManifest(answers, names, envoyVersion), serviceManifest(answers, names)];
  const secret = answers.kind === 'tls' && certificate ? certificateManifest(names, certificate) : undefined;
  const configMap = configMapYaml(names.config, undefined, configKey, sidecarConfig(answers));
  return [
    `${renderBlock(workload, true)}\n`,
    ...(hasConfigMap ? [configMap ?? ''] : []),
    ...(secret ? [`# For tests: no client trusts this certificate. Replace it.\n${renderBlock(secret)}\n`] : []),
    `${renderBlock(service, true)}\n`,
  ].join('---\n');
}

/** The kustomization of a folder, if items can be added to its lists. */
const kustomizationIn = ({ files }: Workspace, folder: string): SourceFile | undefined =>
  [...files.values()].find(
    (file) => file.kustomization && folderOf(file.uri) === folder && file.yaml.errors.length === 0 && rootOf(file),
  );

function listed(kustomization: SourceFile, { config }: SidecarNames, manifestUri = '', configUri = ''): FileEdits {
  const generator = { name: config, files: [`${configKey}=${fileName(configUri)}`] };
  return editsInSteps(
    kustomization,
    (now) => itemAdded(now, 'resources', fileName(manifestUri)),
    (now) => itemAdded(now, 'configMapGenerator', generator),
  );
}

/** The names of the objects, with a number if the workspace has objects with the name of the app. */
function namesFor(answers: SidecarAnswers, taken: ReadonlySet<string>): SidecarNames {
  const name = nameOf(answers);
  return sidecarNames(taken.has(name) ? freeName(name, taken) : name);
}

const objectNames = ({ files }: Workspace): ReadonlySet<string> =>
  new Set([...files.values()].flatMap((file) => file.manifests.flatMap(({ name }) => name?.value ?? [])));

function freeFile(name: string, taken: ReadonlySet<string>): string {
  const [stem, extension] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${stem}-${number}${extension}`;
  return free;
}

import { argumentCarriers } from './argument-carriers.ts';
import { bootstrapOf, bootstrapWithout, listenersOf } from './bootstrap.ts';
import type { Carried, Carrier, PlannedFile } from './carrier.ts';
import { kustomizeCarriers } from './kustomize-carriers.ts';
import { type Layout, layOut, layouts } from './layout.ts';
import { serviceOf, workloadOf } from './manifests.ts';
import { markText, unmarked } from './marks.ts';
import { overlayCarriers } from './overlay-carriers.ts';
import { sharedCarriers, withoutMarks } from './shared-carriers.ts';
import { type Choices, choices } from './random.ts';
import { furtherManifests } from './further-manifests.ts';
import { isBuiltIn, names, type Scene, sceneOf } from './scene.ts';
import { defaultPath, defaultStart, type Start, starts } from './starts.ts';
import { configStyle } from './style.ts';
import type { Tree } from './tree.ts';
import { volumeCarriers } from './volume-carriers.ts';
import { writeTree } from './write-tree.ts';

export const carriers: readonly Carrier[] = [
  ...volumeCarriers,
  ...argumentCarriers,
  ...kustomizeCarriers,
  ...overlayCarriers,
  ...sharedCarriers,
];

/** One workload with its config and Services, and how all of it is written. */
export interface Part {
  readonly scene: Scene;
  readonly carrier: Carrier;
  readonly start: Start;
  readonly layout: Layout;
  readonly folder: string;
  /** Another part has the same names, and the marks are for that. */
  readonly isNamesake?: true;
}

/** A workspace to be written. */
export interface Plan {
  readonly seed: number;
  readonly parts: readonly Part[];
  readonly lineEnds: '\n' | '\r\n';
}

/** The carriers take turns, everything else is chosen. */
export function planOf(seed: number): Plan {
  const chosen = choices(seed, 'plan');
  const { chance, pick, shuffled } = chosen;
  const [first = '', second = ''] = shuffled(names);
  const carrier = carriers[seed % carriers.length] ?? pick(carriers);
  const hasNeighbor = chance(0.2);
  const hasNamesake = !hasNeighbor && chance(0.12);
  const part = partOf(seed, first, carrier, hasNeighbor || chance(0.2) ? `${first}/` : '', chosen);
  const neighbor = hasNeighbor ? [partOf(seed, second, pick(carriers), `${second}/`, chosen)] : [];
  if (hasNamesake && volumeCarriers.includes(carrier))
    return { seed, parts: inTwoNamespaces(part, seed), lineEnds: '\n' };
  return { seed, parts: [part, ...neighbor], lineEnds: chance(0.12) ? '\r\n' : '\n' };
}

/** Another workload and ConfigMap with the same names beside a part, in another namespace. */
function inTwoNamespaces(part: Part, seed: number): readonly Part[] {
  const chosen = choices(seed, 'namesake');
  const { name, names: called } = part.scene;
  const other = partOf(seed + 7919, name, chosen.pick(volumeCarriers), `${part.folder}b-`, chosen);
  const scene = { ...other.scene, names: { ...other.scene.names, config: called.config }, namespace: 'staging' };
  return [
    { ...part, scene: { ...part.scene, namespace: part.scene.namespace ?? 'shop' } },
    { ...other, scene, isNamesake: true },
  ];
}

function partOf(seed: number, name: string, carrier: Carrier, folder: string, chosen: Choices): Part {
  const { chance, pick } = chosen;
  const made = sceneOf(seed, name);
  const { names: called, envoyImage } = made;
  const isDefault = `${called.folder}/${called.key}` === defaultPath;
  const start = isDefault && !carrier.image && chance(0.4) ? defaultStart : pick(starts);
  // Distroless images have no shell, and a mirror's image may start otherwise.
  const plainImage = start.needsShell || /script/.test(carrier.name) || start === defaultStart;
  const scene: Scene = {
    ...made,
    envoyImage: carrier.image ?? (plainImage ? 'envoyproxy/envoy:v1.36.2' : envoyImage),
    kind: carrier.builtInKinds && !isBuiltIn(made.kind) ? 'Deployment' : made.kind,
  };
  const layout = /comment|own image|alternatives/.test(carrier.name)
    ? pick(['one file', 'a file for each manifest'] as const)
    : pick(layouts);
  return { scene, carrier, start, layout, folder };
}

/** The files of a part, before they are written. */
export function filesOf({ scene, carrier, start, layout, folder }: Part): { config: string; files: PlannedFile[] } {
  const chosen = choices(scene.seed, `carrier of ${scene.name}`);
  const config = written(scene, bootstrapOf(scene));
  const right = { ...scene, wrong: new Map() };
  const context = {
    ...{ scene, choices: chosen, config },
    right: unmarked(written(scene, bootstrapOf(right))),
    split: (path: string) => written(scene, bootstrapWithout(scene, path)),
    listeners: written(scene, listenersOf(scene)),
  };
  const carried = carrier.carry(context);
  const workload = workloadOf(scene, startedParts(carried, scene, start, chosen));
  const others = [
    ...(carried.documents ?? []),
    ...scene.services.map((service) => serviceOf(scene, service)),
    ...furtherManifests(scene),
  ];
  const rightParts = carrier.carry({
    ...context,
    scene: right,
    choices: choices(scene.seed, `carrier of ${scene.name}`),
  });
  const rightWorkload = withoutMarks(
    workloadOf(right, startedParts(rightParts, right, start, choices(scene.seed, `start of ${scene.name}`))),
  );
  const planned = carried.kustomize
    ? [...carried.kustomize(workload, others, rightWorkload), ...(carried.files ?? [])]
    : layOut(layout, workload, others, carried, chosen);
  const beside = carrier.beside?.(context, rightWorkload) ?? [];
  return { config, files: [...planned, ...beside].map((file) => ({ ...file, path: folder + file.path })) };
}

function written(scene: Scene, config: Tree): string {
  const chosen = choices(scene.seed, `style of the config of ${scene.name}`);
  return writeTree(config, configStyle(chosen), chosen);
}

function startedParts({ parts, path }: Carried, scene: Scene, start: Start, chosen: Choices): Carried['parts'] {
  if (path === undefined) return parts;
  const marked = markText(`${scene.name}/config.path`, String(scene.wrong.get('config.path') ?? path));
  const started = start.parts(marked, scene, chosen);
  return { ...parts, ...started, env: [...(parts.env ?? []), ...(started.env ?? [])] };
}

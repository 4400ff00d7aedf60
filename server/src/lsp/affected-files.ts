import {
  comparedFilesOf,
  type EnvoyWorkload,
  filesOf,
  filesOfChangedProjects,
  servicesAffectedBy,
  type Workspace,
} from '../analysis/index.ts';

/**
 * The files whose diagnostics a change may affect: the changed files, those of every workload that has changed, and the
 * xDS files that are named differently. Rules check one file and what names it, or one workload. Snapshots share
 * unchanged parts, so references are compared. Only the index knows from which files a kustomization generates
 * ConfigMaps.
 */
export function affectedFiles(before: Workspace, after: Workspace, changed: Iterable<string>): ReadonlySet<string> {
  const affected = new Set(changed);
  const earlier = new Map(before.workloads.map((workload) => [workload.envoyContainer, workload]));
  const later = new Set(after.workloads.map((workload) => workload.envoyContainer));
  const same: Comparisons = {
    pods: comparison((a, b) => a.manifest === b.manifest),
    images: comparison(isSameImage),
  };
  for (const workload of after.workloads) {
    const previous = earlier.get(workload.envoyContainer);
    if (previous && isSame(previous, workload, same)) continue;
    for (const uri of [...comparedFilesOf(workload), ...(previous ? comparedFilesOf(previous) : [])]) affected.add(uri);
  }
  for (const workload of before.workloads) {
    if (!later.has(workload.envoyContainer)) for (const uri of comparedFilesOf(workload)) affected.add(uri);
  }
  for (const uri of affectedByBuilds(before.builtWorkloads, after.builtWorkloads)) affected.add(uri);
  const [wereIn, areIn] = [before.index.generatorFiles, after.index.generatorFiles];
  for (const uri of [...wereIn, ...areIn]) if (wereIn.has(uri) !== areIn.has(uri)) affected.add(uri);
  for (const uri of affectedByNames(before, after)) affected.add(uri);
  for (const uri of affectedByProjects(before, after)) affected.add(uri);
  for (const uri of servicesAffectedBy(changed, before.index, after.index)) affected.add(uri);
  // The config that names an xDS file also determines its Envoy version. The set grows during the iteration.
  const links = [...before.index.xdsLinks, ...after.index.xdsLinks];
  for (const uri of affected) for (const { file, target } of links) if (file.uri === uri) affected.add(target.uri);
  // A config says what it misses in the files that it names.
  const touched = new Set(changed);
  for (const { file, target } of links) if (touched.has(target.uri)) affected.add(file.uri);
  return affected;
}

/** The files below a changed project file, and those of their workloads. */
function affectedByProjects(before: Workspace, after: Workspace): readonly string[] {
  const covered = filesOfChangedProjects(before.projects, after.projects, after.files.keys());
  const workloads = covered.flatMap((uri) => after.comparedByFile.get(uri) ?? []);
  return [...covered, ...new Set(workloads.flatMap(filesOf))];
}

/** What kustomizations build is made anew of each snapshot: it is the same where it is made of the same parts. */
function affectedByBuilds(before: readonly EnvoyWorkload[], after: readonly EnvoyWorkload[]): readonly string[] {
  const partsOf = (workload: EnvoyWorkload): readonly unknown[] => {
    const { file, config, services, told, patchedBy = [] } = workload;
    return [
      file.text,
      config?.source,
      ...patchedBy,
      ...services.map((service) => service.file.text),
      ...comparedParts(workload),
      ...[...told.values()].flatMap(({ from }) => from),
    ];
  };
  const earlier = before.map(partsOf);
  const same = after.map((workload) => {
    const parts = partsOf(workload);
    return earlier.findIndex((one) => one.length === parts.length && one.every((part, i) => part === parts[i]));
  });
  const gone = before.filter((_, i) => !same.includes(i));
  return [...after.filter((_, i) => same[i] === -1), ...gone].flatMap(comparedFilesOf);
}

/** The xDS files that are named by a config, or named differently than before. This may change how a file is read. */
function affectedByNames(before: Workspace, after: Workspace): readonly string[] {
  const changed = [...before.named, ...after.named].filter(([uri]) => before.files.get(uri) !== after.files.get(uri));
  const differing = (links: XdsLinks, others: XdsLinks) => {
    const known = new Map(others.map(({ subscription, target }) => [subscription, target]));
    return links.flatMap(({ subscription, target }) => (known.get(subscription) === target ? [] : [target.uri]));
  };
  const [earlier, later] = [before.index.xdsLinks, after.index.xdsLinks];
  return [...changed.map(([uri]) => uri), ...differing(earlier, later), ...differing(later, earlier)];
}

type XdsLinks = Workspace['index']['xdsLinks'];

function isSame(a: EnvoyWorkload, b: EnvoyWorkload, same: Comparisons): boolean {
  return (
    a.manifest === b.manifest &&
    a.config?.source === b.config?.source &&
    a.listenersKnown === b.listenersKnown &&
    a.silence.hostNetwork === b.silence.hostNetwork &&
    a.silence.partial === b.silence.partial &&
    a.silence.retuned === b.silence.retuned &&
    a.silence.redirected === b.silence.redirected &&
    isToldTheSame(a, b) &&
    haveSameItems(comparedParts(a), comparedParts(b)) &&
    a.siblings.every(({ config }, i) => config?.source === b.siblings[i]?.config?.source) &&
    same.images(a.images, b.images) &&
    a.services.length === b.services.length &&
    a.services.every((service, i) => isSameService(service, b.services[i], same))
  );
}

/** What the workload is compared with beside its own parts, what it mounts, and what it misses. */
const comparedParts = ({
  upstreams,
  policies,
  mounts,
  absentKeys,
  absentConfigMaps,
}: EnvoyWorkload): readonly unknown[] => [
  ...upstreams.flatMap(({ services, certain }) => [
    certain,
    ...services.flatMap(({ manifest, pods }) => [manifest, ...pods.map((pod) => pod.manifest)]),
  ]),
  ...policies.flatMap(({ manifest, certain }) => [manifest, certain]),
  ...mounts.flatMap(({ sources }) => sources.flatMap(({ content }) => content?.from ?? [undefined])),
  ...absentKeys.flatMap(({ name, key, known }) => [name, key.value, ...known]),
  ...absentConfigMaps.flatMap(({ name, near }) => [name.value, ...near]),
];

const haveSameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Containers are equal if the manifest is. */
const isToldTheSame = (a: EnvoyWorkload, b: EnvoyWorkload): boolean => {
  const [from, others] = [a, b].map(({ told }) => [...told.values()].flatMap((texts) => texts.from));
  return haveSameItems(from ?? [], others ?? []);
};

const isSameImage = ({ image, at }: Image, b: Image): boolean =>
  image === b.image && at.uri === b.at.uri && at.range.start === b.at.range.start;

type Image = EnvoyWorkload['images'][number];
type ServiceLink = EnvoyWorkload['services'][number];

const isSameService = (a: ServiceLink, b: ServiceLink | undefined, same: Comparisons): boolean =>
  a.manifest === b?.manifest && same.pods(a.pods, b.pods);

interface Comparisons {
  readonly pods: CompareLists<ServiceLink['pods'][number]>;
  readonly images: CompareLists<Image>;
}

type CompareLists<T> = (a: readonly T[], b: readonly T[]) => boolean;

/** Many workloads share one list of pods or images, so it is compared only once. */
function comparison<T>(isSameItem: (a: T, b: T) => boolean): CompareLists<T> {
  const known = new Map<readonly T[], { readonly other: readonly T[]; readonly isSame: boolean }>();
  return (a, b) => {
    const compared = known.get(a);
    if (compared?.other === b) return compared.isSame;
    const isSame =
      a.length === b.length &&
      a.every((item, i) => {
        const other = b[i];
        return other !== undefined && isSameItem(item, other);
      });
    known.set(a, { other: b, isSame });
    return isSame;
  };
}

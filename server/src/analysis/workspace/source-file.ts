import { type Kustomization, lowerKustomization } from '../kubernetes/kustomization.ts';
import { lowerManifests } from '../kubernetes/lower-manifest.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { lazy } from '../text/lazy.ts';
import { withLineFeeds } from '../text/line-breaks.ts';
import { type LineIndex, lineIndex } from '../text/line-index.ts';
import { type Memo, createMemo, type MemoTables } from '../yaml/incremental/memo.ts';
import { type ParsedFile, parseBlocks } from '../yaml/incremental/parse-blocks.ts';
import { embeddedFile } from '../yaml/syntax/embedded-file.ts';
import { nestedText } from '../yaml/syntax/nested-text.ts';
import type { YamlFile, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import { type Directive, directivesIn } from './directives.ts';
import { type EnvoySource, embeddedSources, literalSources, ownSource, sealedSources } from './envoy-source.ts';
import { type FileKind, fileKind, kindByName, type ReadAs } from './file-kind.ts';
import { type BrokenPart, brokenPartsOf } from './hidden-by-break.ts';
import { type ReadProject, readProject } from './project/read-project.ts';

/** One file of a snapshot. Everything below its text is computed on first use. */
export interface SourceFile {
  readonly uri: string;
  /** The text of the file, with line feeds for single carriage returns. */
  readonly text: string;
  /** The text as it is in the file. Offsets are the same. */
  readonly rawText: string;
  readonly lineIndex: LineIndex;
  readonly yaml: YamlFile;
  /** What was found out about its blocks, for this version and the next ones. */
  readonly memo: Memo;
  /** What the next version of the file may reuse. */
  readonly known: KnownOfFile;
  readonly kind: FileKind;
  /** True if only its name says what it is, because it has no content yet. */
  readonly isUnwritten: boolean;
  readonly directives: readonly Directive[];
  readonly manifests: readonly Manifest[];
  readonly kustomization: Kustomization | undefined;
  readonly project: ReadProject | undefined;
  /** The patches that a kustomization writes in place, parsed, by their scalars. */
  readonly inlinePatches: ReadonlyMap<YamlScalar, YamlFile>;
  /** Set for a manifest that a kustomization builds: the file of a node if it is a different one. */
  readonly ownerOf?: (node: YamlNode) => SourceFile | undefined;
  /** The bootstraps in the file: the file itself, or those in ConfigMaps, Secrets, variables, `--config-yaml` arguments and literals. */
  readonly envoySources: readonly EnvoySource[];
  /** The documents and configs with syntax errors. */
  readonly brokenParts: readonly BrokenPart[];
  /** Configs in base64 in Secrets, which cannot be edited. */
  readonly sealedSources: readonly EnvoySource[];
}

/** What is known about a file or, before it is requested, about its previous version. Snapshots share nothing else. */
export interface KnownOfFile {
  readonly parsed?: ParsedFile;
  /** The texts inside of the file, one after the other. */
  readonly nested: ReadonlyMap<number, ParsedFile>;
  readonly topics: MemoTables;
}

/**
 * @param earlier the file before an edit, whose unchanged parts do not need to be parsed and checked again
 * @param onFailure called if a bug prevents a part of the file from being read; the part is then empty
 */
export function sourceFile(
  uri: string,
  rawText: string,
  treatAs?: ReadAs,
  earlier?: SourceFile,
  onFailure?: OnFailure,
): SourceFile {
  const text = withLineFeeds(rawText);
  const part = <T>(empty: T, read: () => T) => lazy(() => attempt(onFailure, { uri, what: 'reading' }, empty, read));
  let known: KnownOfFile = earlier?.known ?? { nested: new Map(), topics: new Map() };
  const index = lazy(() => lineIndex(text));
  const yaml = part<YamlFile>({ documents: [], errors: [] }, () => {
    const parsed = parseBlocks(text, known.parsed);
    known = { ...known, parsed };
    return parsed;
  });
  const memo = lazy(() => createMemo(yaml().origins ?? new WeakMap(), known.topics));
  const kind = part<FileKind>('other', () => fileKind(uri, text, yaml, treatAs));
  const directives = part<readonly Directive[]>([], () => directivesIn(text));
  const manifests = part<readonly Manifest[]>([], () =>
    kind() === 'kubernetes' ? yaml().documents.flatMap(lowerManifests) : [],
  );
  const sources = part<readonly EnvoySource[]>([], () => {
    const nested = new Map(known.nested);
    known = { ...known, nested };
    const parseNested = (nth: number, text: string): ParsedFile => {
      const parsed = parseBlocks(withLineFeeds(text), nested.get(nth));
      nested.set(nth, parsed);
      return parsed;
    };
    const file = { uri, text, yaml: yaml(), isNamed: treatAs === 'discovery', topics: known.topics, parseNested };
    if (kind() === 'envoy') return ownSource(file);
    return kind() === 'kustomization' ? literalSources(file, kustomization()) : embeddedSources(file, manifests());
  });
  const sealed = part<readonly EnvoySource[]>([], () => sealedSources({ uri, text }, manifests()));
  const kustomization = part<Kustomization | undefined>(undefined, () => {
    const root = kind() === 'kustomization' ? asMap(yaml().documents[0]?.root) : undefined;
    return root && lowerKustomization(root);
  });
  const project = part<ReadProject | undefined>(undefined, () =>
    kind() === 'project' ? readProject(yaml()) : undefined,
  );
  const inlinePatches = part<ReadonlyMap<YamlScalar, YamlFile>>(new Map(), () =>
    parsedPatches(kustomization()?.changes ?? [], text),
  );
  const broken = lazy(() => brokenPartsOf(text, yaml(), sources()));
  return {
    uri,
    text,
    rawText,
    get brokenParts() {
      return broken();
    },
    get isUnwritten() {
      return !treatAs && kind() !== 'other' && kind() === kindByName(uri, text);
    },
    get inlinePatches() {
      return inlinePatches();
    },
    get lineIndex() {
      return index();
    },
    get yaml() {
      return yaml();
    },
    get memo() {
      return memo();
    },
    get known() {
      return known;
    },
    get kind() {
      return kind();
    },
    get directives() {
      return directives();
    },
    get manifests() {
      return manifests();
    },
    get kustomization() {
      return kustomization();
    },
    get project() {
      return project();
    },
    get envoySources() {
      return sources();
    },
    get sealedSources() {
      return sealed();
    },
  };
}

const parsedPatches = (changes: Kustomization['changes'], text: string): ReadonlyMap<YamlScalar, YamlFile> =>
  new Map(
    changes.flatMap(({ inline }): [YamlScalar, YamlFile][] => {
      if (!inline) return [];
      const nested = nestedText(inline, text);
      return [[inline, embeddedFile(parseBlocks(nested.text), nested.place)]];
    }),
  );

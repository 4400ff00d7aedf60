import { readRelease } from '../../schema/envoy-releases.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { imageRepository, imageTag } from '../../workspace/envoy-container.ts';
import { compareVersions, imageVersion } from '../../workspace/envoy-version.ts';
import { message } from '../message.ts';
import { editsIn, type FileEdits, type Fix, type Place, type Subjects } from '../rule.ts';

/**
 * Raises the Envoy version in the comment, or in the tags of all older images that read the config. The new version is
 * known and written in the same form: a minor version remains one, and the text around it is kept.
 * @param minor the oldest sufficient version, such as `1.37`
 */
export function raiseVersionFixes({ file, target, workloads }: Subjects['envoy'], minor: string): Fix[] {
  const { at } = target;
  if (target.origin === 'comment' && at) {
    const holder = [file, ...workloads.map((workload) => workload.file)].find(({ uri }) => uri === at.uri);
    const raised = raise(at, holder?.text.slice(at.range.start, at.range.end) ?? '', COMMENT, minor);
    return raised
      ? [{ title: message("Change the version to '{0}'", raised.to), safe: false, edits: [raised.edits] }]
      : [];
  }
  if (target.origin !== 'image') return [];
  const older = workloads
    .flatMap(({ images }) => images)
    .filter(({ image }) => compareVersions(imageVersion(image).version ?? minor, minor) < 0);
  const raised = older.map(({ image, at, written }) =>
    isRaisable(image) ? raise(at, written, TAG, minor) : undefined,
  );
  const known = raised.filter((one) => one !== undefined);
  const [first] = known;
  if (!first || known.length < raised.length) return [];
  return [
    {
      title: message("Change the image tag to '{0}'", first.to),
      safe: false,
      edits: joined(known.map(({ edits }) => edits)),
    },
  ];
}

const COMMENT = /(version[ \t=]+v?)([\d.]+)/;

/** The version in a tag, at the end of the text or before a quote. */
const TAG = /((?::|^["']?)(?:[a-z]+-)*v)(\d+\.\d+(?:\.\d+)?)(?=(?:-latest)?["']?$)/;

/** Tags are known only for Envoy's own repository. A digest takes precedence over the tag. */
const isRaisable = (image: string): boolean =>
  imageRepository(image) === 'envoyproxy/envoy' && imageTag(image) !== undefined && !image.includes('@');

interface Raised {
  readonly to: string;
  readonly edits: FileEdits;
}

/** Replaces the version in the second group of the pattern, in the text of a range. */
function raise({ uri, range }: Place, written: string, pattern: RegExp, minor: string): Raised | undefined {
  const match = pattern.exec(written);
  if (!match) return undefined;
  const [, before = '', version = ''] = match;
  const to = version.split('.').length > 2 ? readRelease(minor) : minor;
  const start = range.start + match.index + before.length;
  const edit: TextEdit = { range: { start, end: start + version.length }, newText: to };
  return { to: `${/v$/.test(before) ? 'v' : ''}${to}`, edits: editsIn({ uri }, edit) };
}

/** One set of edits per file. An image that several workloads share is raised once. */
function joined(all: readonly FileEdits[]): readonly FileEdits[] {
  return [...new Set(all.map(({ uri }) => uri))].map((uri) => {
    const edits = all.flatMap((one) => (one.uri === uri ? one.edits : []));
    return { uri, edits: [...new Map(edits.map((edit) => [edit.range.start, edit])).values()] };
  });
}

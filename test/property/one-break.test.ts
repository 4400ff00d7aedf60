import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose, emptyWorkspace, formatMessage, withTexts } from '../../server/src/analysis/index.ts';
import { changedLines } from './changed-lines.ts';
import type { Files } from '../fixture/applied-actions.ts';
import { groupsOfFiles, originOfFiles, runs, seed } from './mutated-files.ts';

const RUNS = runs(300);

/** What breaks a text where it is inserted, or where it replaces a character. */
const breaks = ['"', "'", '[', ']', '{', '}', '{ a', ': ', '\t', '- ', '  ', '@', '*', '\t- b: ]', '"\n'] as const;

const oneBreak = fc
  .record({
    group: fc.nat(groupsOfFiles.length - 1),
    file: fc.nat(1000),
    at: fc.nat(1_000_000),
    by: fc.constantFrom(...breaks),
    replaces: fc.nat(1),
  })
  .map(({ group, file, at, by, replaces }) => {
    const files = groupsOfFiles[group] ?? assert.fail();
    const [uri, text] = files[file % files.length] ?? assert.fail();
    const start = at % (text.length + 1);
    const broken = text.slice(0, start) + by + text.slice(start + replaces);
    const edited = files.map(([name, old]) => [name, name === uri ? broken : old] as const);
    return {
      uri,
      files,
      edited,
      line: broken.lastIndexOf('\n', start - 1) + 1,
      isManifest: text.includes('apiVersion'),
      [fc.toStringMethod]: () => `${uri}, ${changedLines(text, broken)}`,
    };
  });

/** What a break may add all the same, and why. */
const exceptions: readonly { readonly why: string; readonly is: (found: Found, broken: BrokenFile) => boolean }[] = [
  {
    why: 'The parser notices the break further down, and the lines between are read as they are written.',
    is: ({ uri, code, start }, broken) =>
      uri === broken.uri && start >= broken.line && /^\w+\/(?:unknown-field|wrong-type)$/.test(code),
  },
  {
    why: 'A config that no manifest leads to is checked for the newest Envoy.',
    is: ({ code }, { isManifest }) =>
      isManifest && /^envoy\/(?:deprecated-field|v2-leftover|unknown-extension|missing-typed-config)$/.test(code),
  },
  {
    why: 'If no manifest shows who can reach the admin interface, that it listens on all addresses is still true.',
    is: ({ code }, { isManifest }) => isManifest && code === 'envoy/admin-exposed',
  },
];

describe(`one break in a text that parses (${originOfFiles})`, () => {
  it(`is all that is reported of it, and each place can be seen, in ${RUNS} texts`, function () {
    this.timeout(600_000);
    const known = new Map<Files, readonly Found[]>();
    let count = 0;
    fc.assert(
      fc.property(oneBreak, (broken) => {
        const after = findingsOf(broken.edited);
        assert.deepEqual(after.filter(({ isEmpty }) => isEmpty).map(inWords), [], 'nothing to underline');
        const before = known.get(broken.files) ?? findingsOf(broken.files);
        known.set(broken.files, before);
        if (!isBroken(after, broken.uri) || isBroken(before, broken.uri)) return;
        count++;
        const added = addedTo(before, after).filter((found) => !exceptions.some(({ is }) => is(found, broken)));
        assert.deepEqual(added.map(inWords), []);
      }),
      { numRuns: RUNS, seed },
    );
    assert.ok(count * 4 > RUNS, `only ${count} texts were broken`);
  });
});

interface BrokenFile {
  readonly uri: string;
  /** Where the line of the break begins. */
  readonly line: number;
  readonly isManifest: boolean;
}

interface Found {
  readonly uri: string;
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly isEmpty: boolean;
}

function findingsOf(files: Files): readonly Found[] {
  const workspace = withTexts(emptyWorkspace(), files);
  return files.flatMap(([uri, text]) =>
    diagnose(workspace, uri).map(({ code, message, at: { range } }) => ({
      uri,
      code,
      message: formatMessage(message),
      start: range.start,
      isEmpty: range.start === range.end && text.trim() !== '',
    })),
  );
}

function addedTo(before: readonly Found[], after: readonly Found[]): Found[] {
  const known = before.map(inWords);
  return after.filter((found) => {
    const i = known.indexOf(inWords(found));
    if (i >= 0) known.splice(i, 1);
    return i < 0 && !isSyntax(found);
  });
}

const isSyntax = ({ code }: Found): boolean => code === 'yaml/syntax';

const inWords = ({ uri, code, message }: Found): string => `${uri} ${code}: ${message}`;

const isBroken = (findings: readonly Found[], uri: string): boolean =>
  findings.some((found) => found.uri === uri && isSyntax(found));

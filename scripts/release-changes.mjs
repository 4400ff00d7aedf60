// @ts-check
/** The section of changes that are not released yet. */
const UNRELEASED = '## Unreleased';

/**
 * The changelog with its unreleased changes in a section for the version, below an empty section for the next ones.
 * @param {string} changelog the text of CHANGELOG.md
 * @param {string} version as in `0.2.0`
 * @param {string} date as in `2026-01-31`
 * @throws {Error} if there is no unreleased change, or the version already has a section
 */
export function releasedChangelog(changelog, version, date) {
  const start = changelog.indexOf(`${UNRELEASED}\n`);
  if (start < 0) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}".`);
  if (changelog.includes(`\n## ${version}`)) throw new Error(`CHANGELOG.md already has a section for ${version}.`);
  const end = changelog.indexOf('\n## ', start + 1);
  const changes = changelog.slice(start + UNRELEASED.length, end < 0 ? undefined : end);
  if (changes.trim() === '') throw new Error('CHANGELOG.md lists no unreleased change.');
  return `${changelog.slice(0, start)}${UNRELEASED}\n\n## ${version} - ${date}${changes}${end < 0 ? '' : changelog.slice(end)}`;
}

/**
 * Whether a version comes after another one; both as in `0.2.0`.
 * @param {string} version
 * @param {string} than
 */
export function isLater(version, than) {
  const before = than.split('.').map(Number);
  const differences = version.split('.').map((part, i) => Number(part) - (before[i] ?? 0));
  return (differences.find((difference) => difference !== 0) ?? 0) > 0;
}

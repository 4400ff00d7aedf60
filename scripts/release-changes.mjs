/** Where changes are noted until they are released. */
const UNRELEASED = '## Unreleased';

/**
 * The changelog with its unreleased changes as those of a version, below an empty section for the next ones.
 * @param changelog the text of CHANGELOG.md
 * @param version as in `0.2.0`
 * @param date as in `2026-01-31`
 * @throws Error where nothing is noted, or the version has a section already
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

/** Whether a version comes after another one; both as in `0.2.0`. */
export function isLater(version, than) {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number));
  const first = a.findIndex((part, i) => part !== b[i]);
  return first >= 0 && a[first] > b[first];
}

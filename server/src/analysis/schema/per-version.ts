/** Versions that are remembered: a version in a comment changes with each key that is typed there. */
const MOST_VERSIONS = 8;

/** What follows from the facts alone for a message in a version of Envoy, worked out once. */
export function perVersion<T>(
  make: (type: string, version: string | undefined) => T,
): (type: string, version: string | undefined) => T {
  const versions = new Map<string | undefined, Map<string, { readonly made: T }>>();
  return (type, version) => {
    let known = versions.get(version);
    if (!known) {
      if (versions.size >= MOST_VERSIONS) versions.clear();
      known = new Map();
      versions.set(version, known);
    }
    const found = known.get(type) ?? { made: make(type, version) };
    known.set(type, found);
    return found.made;
  };
}

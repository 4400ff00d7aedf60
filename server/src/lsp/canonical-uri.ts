/**
 * One spelling for each file. Editors escape different characters in a path (`file:///c%3A/a`, `file:///C:/a`). The
 * analysis compares URIs as texts and creates them like `encodeURIComponent`, except for `:` and `@`.
 */
export function canonicalUri(uri: string): string {
  const [, root, path] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(\/[^?#]*)$/i.exec(uri) ?? [];
  if (root === undefined || path === undefined) return uri;
  const segments = path.split('/').map(canonicalSegment);
  return root + segments.join('/').replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

function canonicalSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment)).replaceAll('%3A', ':').replaceAll('%40', '@');
  } catch {
    // A single percent sign means that the segment was not escaped.
    return segment;
  }
}

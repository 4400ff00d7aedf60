/**
 * Whether Envoy does not allow a header to be added, overwritten or removed in routes, virtual hosts, local replies and
 * the like: `host` in any case, and names that start with a colon.
 */
export const isProtectedHeader = (name: string): boolean => name.startsWith(':') || name.toLowerCase() === 'host';

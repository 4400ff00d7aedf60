/**
 * The name that the file of a package usually has, without its end: the last word that is not a version.
 * @param of a package as in `envoy.extensions.filters.http.router.v3`
 */
export const usualProtoFile = (of: string): string => of.split('.').findLast((word) => !/^v\d/.test(word)) ?? of;

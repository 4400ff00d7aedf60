/** Path of vsce's program. */
export const vsce: string;
/** The files of the package, by their paths in it. */
export function packedFiles(): Promise<readonly string[]>;
/** A README whose relative links are those of the package; of a link to what is not packed only the words stay. */
export function packedReadme(readme: string, files: readonly string[]): string;
/** Whether a path in the package is a file or folder of it. */
export function isPacked(target: string, files: readonly string[]): boolean;

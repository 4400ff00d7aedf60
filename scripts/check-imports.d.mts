/** Checks the copy of the repository in `folder`; one line for each violation and each source file that was not seen. */
export function checkImports(folder: string): Promise<{ readonly files: number; readonly problems: readonly string[] }>;

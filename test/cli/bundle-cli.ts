import path from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles the command line from its sources into a folder and answers with the file. A process that compiles the sources
 * itself would take most of a second to start, and tests start many.
 */
export function bundleCli(folder: string): string {
  const outfile = path.join(folder, 'cli.mjs');
  buildSync({
    entryPoints: [path.resolve(import.meta.dirname, '..', '..', 'server', 'src', 'cli', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  });
  return outfile;
}

// @ts-check
/** How the server is bundled: with esbuild, as an ES module, so that `import.meta` is the bundle's. */
/** @satisfies {import('esbuild').BuildOptions} */
export const serverBundle = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
  banner: {
    // CommonJS packages inside an ES module still call require() for Node's own modules.
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
};

// @ts-check
/** How the server is bundled: with esbuild, as an ES module, so that `import.meta` is the bundle's. */
import path from 'node:path';

/**
 * A package that only some configs need. In a bundle, `require` runs it when it is called first.
 * @param {string} name
 * @param {string} call the function of the package that is used
 * @returns {import('esbuild').Plugin}
 */
const late = (name, call) => ({
  name: `late ${name}`,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${name}$`) }, ({ pluginData }) =>
      pluginData === late ? undefined : { path: name, namespace: 'late' },
    );
    onLoad({ filter: new RegExp(`^${name}$`), namespace: 'late' }, () => ({
      contents: `export default { ${call}: (...args) => require('${name}').${call}(...args) };`,
      resolveDir: path.resolve(import.meta.dirname, '..'),
      pluginData: late,
    }));
  },
});

/** @satisfies {import('esbuild').BuildOptions} */
export const serverBundle = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
  plugins: [late('luaparse', 'parse')],
  banner: {
    // CommonJS packages inside an ES module still call require() for Node's own modules.
    js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
  },
};

import packageJson from '../../package.json' with { type: 'json' };

/** The version of the package, put in at build time. */
export const version: string = packageJson.version;

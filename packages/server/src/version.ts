import packageJson from '../package.json' with { type: 'json' };

/** Of this release of the server. */
export const version: string = packageJson.version;

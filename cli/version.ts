import about from '../package.json' with { type: 'json' }

/** The version of Gatehouse that is running. */
export const version: string = about.version

import process from 'node:process'

const folder = process.env['NODE_COMPILE_CACHE']

/** For the environment of a program that a test starts, which is closed otherwise: where Node keeps what it compiled (vitest.config.ts). */
export const compileCache: Readonly<Record<string, string>> =
  folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }

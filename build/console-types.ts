import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { apiDescriptionFile } from './api-description.ts'

/** Types of the API for the console, which knows nothing else of it. */
export const consoleTypesFile = path.join(import.meta.dirname, '../app/console/api.generated.ts')

/** What `openapi-typescript` makes of `docs/openapi.json`. */
export async function consoleTypes(): Promise<string> {
  const hooks = registerHooks({
    // TypeScript 7 can be asked for nothing but to compile. The syntax tree is made by an earlier one, which another package holds.
    resolve: (specifier, context, next) =>
      specifier === 'typescript' && context.parentURL?.includes('/openapi-typescript/')
        ? next('./older-typescript.ts', { ...context, parentURL: import.meta.url })
        : next(specifier, context),
  })
  try {
    const { astToString, default: read } = await import('openapi-typescript')
    const description = readFileSync(apiDescriptionFile, 'utf8')
    const head =
      '// Written by `npm run generate` from docs/openapi.json; do not edit.\n// @generated\n/* eslint-disable */\n'
    return head + astToString(await read(description))
  } finally {
    hooks.deregister()
  }
}

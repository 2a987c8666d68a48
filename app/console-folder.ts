import { existsSync } from 'node:fs'
import path from 'node:path'

/** Where the built console lies, beside the program's folder in a clone and in the package; undefined: it is not built. */
export function findConsole(): string | undefined {
  const folder = path.join(import.meta.dirname, '../dist-console')
  return existsSync(path.join(folder, 'index.html')) ? folder : undefined
}

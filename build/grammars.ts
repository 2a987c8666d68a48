import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { grammarPath, grammars } from '../scanner/syntax/language.ts'

const { resolve } = createRequire(import.meta.url)

/** Where the packages keep what parses code: the parser, and a grammar for each language. */
export const grammarFiles: readonly string[] = [
  resolve('web-tree-sitter/web-tree-sitter.wasm'),
  ...grammars.map((grammar) => resolve(grammarPath(grammar))),
]

/** Puts them beside a bundled program, which looks for them there. */
export function copyGrammars(folder: string): void {
  // Written, not copied: packages make some of them executable, which git would record.
  for (const file of grammarFiles) writeFileSync(path.join(folder, path.basename(file)), readFileSync(file))
}

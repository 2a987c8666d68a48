import { createHash, type Hash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import process from 'node:process'
import type { ScanRules } from './scan-rules.ts'

/** Folders of the scanner on which it depends what a content's matches are. */
const folders = ['engine', 'rules', 'syntax', 'pool', 'sources', 'assistants']

let own: Buffer | undefined

/**
 * Tells versions of everything apart on which it depends what is found in a blob: engine, decoders, built-in rules, the
 * organization's rules. It is computed from the program's own text, so that no change can be forgotten; it may change without
 * need, which costs one more matching.
 * @returns 64 hex digits
 */
export function rulesVersion({ userRules }: ScanRules): string {
  own ??= hashOfProgram()
  return createHash('sha256').update(own).update(JSON.stringify(userRules)).digest('hex')
}

/** About 20 ms for the source, once in a process. */
function hashOfProgram(): Buffer {
  const hash = createHash('sha256').update(process.version)
  const isSource = extname(import.meta.filename) === '.ts'
  return (isSource ? addSource(hash) : addFiles(hash, dirname(import.meta.filename), ['*.js'])).digest()
}

/** The source, and which packages it stands on: they unpack archives. */
function addSource(hash: Hash): Hash {
  const scanner = join(import.meta.dirname, '..')
  hash.update(readFileSync(join(scanner, '..', 'package.json')))
  return addFiles(
    hash,
    scanner,
    folders.map((folder) => `${folder}/**/*.ts`),
  )
}

function addFiles(hash: Hash, folder: string, patterns: readonly string[]): Hash {
  for (const name of globSync([...patterns], { cwd: folder }).toSorted())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0')
  return hash
}

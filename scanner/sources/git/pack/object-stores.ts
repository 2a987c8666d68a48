import { join, resolve } from 'node:path'
import { plainFile } from '../read-configuration.ts'

// git follows no longer chain of stores that borrow from each other.
const maxDepth = 5

/**
 * The folders that hold a repository's objects: its own and those it borrows from, each once.
 * Source: gitrepository-layout(5), objects/info/alternates.
 */
export function objectStores(commonDirectory: string): readonly string[] {
  const found = new Set([join(commonDirectory, 'objects')])
  let level = [...found]
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
    level = level.flatMap(alternatesOf).filter((store) => !found.has(store))
    for (const store of level) found.add(store)
  }
  return [...found]
}

function alternatesOf(store: string): readonly string[] {
  const text = plainFile(join(store, 'info', 'alternates'))?.toString('utf8') ?? ''
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(store, line))
}

import { createHash } from 'node:crypto'
import type { GitObject } from './object-reader.ts'

/** An object as git names it: by the SHA-1 of its kind, its length and its content. */
export function objectOf(type: GitObject['type'], content: Buffer): GitObject {
  const oid = createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')
  return { oid, type, content }
}

import { packIds } from './object-ids.ts'
import { readObjects } from './read-objects.ts'
import type { Repository } from './repository.ts'

export interface Author {
  readonly name: string
  /** ISO 8601 with the author's offset: `2026-07-30T14:00:00+02:00`. */
  readonly date: string
}

/**
 * Who wrote some commits, and when; for a tag object, who tagged. Ids that cannot be read are left out.
 * @param ids in hex
 */
export async function readAuthors(
  repository: Repository,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Author>> {
  const distinct = [...new Set(ids)]
  const authors = new Map<string, Author>()
  const read = (index: number, bytes: Uint8Array): void => {
    const author = authorIn(bytes)
    if (author !== null) authors.set(distinct[index]!, author)
  }
  await readObjects(repository, packIds(repository, distinct), {
    whole: read,
    window: (index, bytes, offset) => (offset === 0 ? read(index, bytes) : undefined),
    problem: () => undefined,
  })
  return authors
}

/** Header lines of a commit or tag object, up to the first empty line. Source: git-commit-tree(1), git-mktag(1). */
function authorIn(object: Uint8Array): Author | null {
  const buffer = Buffer.from(object.buffer, object.byteOffset, object.byteLength)
  const end = buffer.indexOf('\n\n')
  const header = buffer.toString('latin1', 0, end < 0 ? buffer.length : end)
  const found = /^(?:author|tagger) (.*?) ?<[^\n>]*>(?: (-?\d+) ([+-]\d{2})(\d{2}))?/m.exec(header)
  if (found === null) return null
  const [, name = '', seconds = '0', hours = '+00', minutes = '00'] = found
  const encoding = /^encoding (\S+)$/m.exec(header)?.[1] ?? 'utf-8'
  return {
    name: decoded(Buffer.from(name, 'latin1'), encoding),
    date: isoDate(Number(seconds), hours, minutes),
  }
}

function decoded(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    // A made-up encoding: the bytes are at least readable as what most of them are.
    return bytes.toString('utf8')
  }
}

/** Local time at the offset, as the author saw it. */
function isoDate(seconds: number, hours: string, minutes: string): string {
  const sign = hours.startsWith('-') ? -1 : 1
  const shift = (Number(hours) * 60 + sign * Number(minutes)) * 60_000
  const local = new Date(seconds * 1000 + shift)
  // Years beyond 9999 and negative ones come from broken tools and have no plain ISO form.
  if (Number.isNaN(local.getTime()) || !/^\d{4}-/.test(local.toISOString()))
    return '1970-01-01T00:00:00+00:00'
  return `${local.toISOString().slice(0, 19)}${hours}:${minutes}`
}

import { packIds } from './object-ids.ts'
import { readObjects } from './read-objects.ts'
import type { Repository } from './repository.ts'

/** A tag of a tag of a tag: nobody makes more, and nothing made by machine is to keep us here. */
const mostLevels = 100

/**
 * Ids of all tag objects that lead to what they tag: a tag may name another one.
 * @param ids of tag objects that refs point at, in hex
 */
export async function tagObjects(repository: Repository, ids: readonly string[]): Promise<Uint8Array> {
  const found = new Set(ids)
  let level: readonly string[] = [...found]
  for (let depth = 0; depth < mostLevels && level.length > 0; depth += 1) {
    level = (await taggedTags(repository, level)).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return packIds(repository, [...found])
}

/** Which tags these tags name. What cannot be read is reported where its message is read. */
async function taggedTags(repository: Repository, ids: readonly string[]): Promise<readonly string[]> {
  const named: string[] = []
  const read = (bytes: Uint8Array): void => {
    // The first two lines of every tag. Source: git-mktag(1).
    const header = Buffer.from(bytes.subarray(0, 160)).toString('latin1')
    const id = /^object ([0-9a-f]+)\ntype tag\n/.exec(header)?.[1]
    if (id !== undefined) named.push(id)
  }
  await readObjects(repository, packIds(repository, ids), {
    whole: (_index, bytes) => read(bytes),
    window: (_index, bytes, offset) => (offset === 0 ? read(bytes) : undefined),
    problem: () => undefined,
  })
  return named
}

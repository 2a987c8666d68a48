import { createByteTable } from './byte-table.ts'
import { idLength, type Repository } from './repository.ts'
import { finished, gitFailed, startGit } from './run.ts'

export interface PackOrder {
  /** The ids as bytes, one after the other, in the order in which they are fastest to read. */
  readonly ids: Uint8Array
  /** For each of them its index in the list that was given. */
  readonly indexes: Uint32Array
}

/**
 * Sorts object ids into the order in which they lie on the disk. Neighbours in a pack are mostly built from each other, so
 * that git unpacks each common base once instead of once for every object.
 * Ids that are nowhere on the disk come last.
 * @param ids distinct object ids as bytes, one after the other
 * @throws AppError `git-failed`
 */
export async function inPackOrder(repository: Repository, ids: Uint8Array): Promise<PackOrder> {
  const length = idLength(repository)
  const count = ids.length / length
  const table = createByteTable()
  for (let at = 0; at < ids.length; at += length) table.intern(ids, at, at + length)
  const indexes = new Uint32Array(count)
  const isPlaced = new Uint8Array(count)
  let placed = 0
  const place = (index: number): void => {
    if (index < 0 || isPlaced[index] === 1) return
    isPlaced[index] = 1
    indexes[placed] = index
    placed += 1
  }
  await listObjects(repository, (id) => {
    place(table.find(id, 0, length))
  })
  for (let index = 0; index < count; index += 1) place(index)
  return { ids: gathered(ids, indexes, length), indexes }
}

/** Calls `see` with the id of every object on the disk, in the order in which they lie there; the bytes are used again. */
async function listObjects(repository: Repository, see: (id: Uint8Array) => void): Promise<void> {
  const child = startGit(repository.git, [
    'cat-file',
    '--batch-all-objects',
    '--unordered',
    '--buffer',
    '--batch-check=%(objectname)',
  ])
  child.stdin.end()
  const line = idLength(repository) * 2 + 1
  const id = Buffer.alloc(idLength(repository))
  let rest: Buffer = Buffer.alloc(0)
  const { ok, message } = await finished(child, (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    for (; at + line <= bytes.length; at += line) {
      id.write(bytes.toString('latin1', at, at + line - 1), 'hex')
      see(id)
    }
    rest = bytes.subarray(at)
  })
  if (!ok) throw gitFailed('The objects cannot be listed', message)
}

function gathered(ids: Uint8Array, indexes: Uint32Array, length: number): Uint8Array {
  const sorted = new Uint8Array(ids.length)
  for (const [at, index] of indexes.entries()) {
    sorted.set(ids.subarray(index * length, (index + 1) * length), at * length)
  }
  return sorted
}

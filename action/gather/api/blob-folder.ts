import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../../scanner/sources/temporary-folder.ts'
import type { Octokit, Place } from '../../github.ts'
import { fetchBlobs, type WantedBlob } from './fetch-blobs.ts'

/** Files on this disk that are called by ids: nothing in a repository decides about a name here. */
export interface BlobFolder {
  /** Brings what is not there yet. */
  readonly fetch: (octokit: Octokit, place: Place, wanted: readonly WantedBlob[]) => Promise<void>
  readonly put: (id: string, bytes: Uint8Array) => void
  /** undefined: it could not be had. */
  readonly locate: (id: string) => string | undefined
  readonly remove: () => void
}

export function openBlobFolder(): BlobFolder {
  const folder = makeTemporaryFolder('gatehouse-gathered-')
  const there = new Set<string>()
  const put = (id: string, bytes: Uint8Array): void => {
    if (!/^[0-9a-f]{40,64}$/.test(id)) throw new Error('not the id of an object')
    writeFileSync(join(folder, id), bytes, { mode: 0o600 })
    there.add(id)
  }
  return {
    fetch: async (octokit, place, wanted) => {
      const missing = new Map(wanted.filter(({ id }) => !there.has(id)).map((one) => [one.id, one]))
      await fetchBlobs(octokit, place, [...missing.values()], put)
    },
    put,
    locate: (id) => (there.has(id) ? join(folder, id) : undefined),
    remove: () => removeTemporaryFolder(folder),
  }
}

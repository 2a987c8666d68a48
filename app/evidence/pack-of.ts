import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { unzipTo } from './read-zip.ts'
import { zipOf } from './write-zip.ts'

/** The files of a pack, in the order of their names. */
export const filesOf = (folder: string): readonly string[] => readdirSync(folder).toSorted()

/** Packs a folder into one file. */
export const packOf = (folder: string, into: Writable): Promise<void> =>
  pipeline(Readable.from(zipOf(folder, filesOf(folder))), into)

/** Works in a folder that is gone afterwards. @param where it lies; undefined: where the system keeps what is temporary */
export async function inTemporaryFolder<Result>(
  work: (folder: string) => Promise<Result>,
  where: string = tmpdir(),
): Promise<Result> {
  const folder = mkdtempSync(path.join(where, 'gatehouse-evidence-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Works on a ZIP as a folder. */
export const inUnpacked = <Result>(
  file: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> =>
  inTemporaryFolder(async (folder) => {
    await unzipTo(file, folder)
    return work(folder)
  })

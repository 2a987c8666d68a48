import { statSync } from 'node:fs'
import { join } from 'node:path'
import { textOf } from './git/read-file-text.ts'
import { readFiles } from './read-files.ts'

/**
 * Reads texts of a scanned folder by their paths in findings, as the scan did: it neither follows links nor waits for pipes.
 * @param scanned a folder, or the one file that was scanned
 * @returns undefined for what is not there, too large, or no text in UTF-8
 */
export function textsOnDisk(scanned: string): (path: string) => Promise<string | undefined> {
  const isFolder = statSync(scanned, { throwIfNoEntry: false })?.isDirectory() === true
  return async (path) => {
    let text: string | undefined
    const location = isFolder ? join(scanned, path) : scanned
    readFiles([{ path, location }], {
      whole: (_index, bytes) => (text = textOf(bytes)),
      window: () => {},
      problem: () => {},
    })
    return text
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** Those of this process: a clone left behind would keep somebody's whole history, secrets too, where nobody looks. */
const folders = new Set<string>()

/** Makes a folder for the length of a scan. It goes with the process where nobody calls `removeTemporaryFolder`. */
export function makeTemporaryFolder(prefix: string): string {
  if (folders.size === 0) process.on('exit', removeAll)
  const folder = mkdtempSync(join(tmpdir(), prefix))
  folders.add(folder)
  return folder
}

/** Safe to call twice. */
export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
  if (folders.size === 0) process.off('exit', removeAll)
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

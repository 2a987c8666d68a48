import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { AppError } from '../errors.ts'

/** Those of this process: a clone left behind would keep somebody's whole history, secrets too, where nobody looks. */
const folders = new Set<string>()

/**
 * Makes a folder for the length of a scan. It goes with the process where nobody calls `removeTemporaryFolder`.
 * @param parent the system's own place for such folders if left out
 * @throws AppError `output-failed`
 */
export function makeTemporaryFolder(prefix: string, parent = tmpdir()): string {
  const folder = made(join(parent, prefix))
  if (folders.size === 0) process.on('exit', removeAll)
  folders.add(folder)
  return folder
}

function made(start: string): string {
  try {
    return mkdtempSync(start)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason'
    throw new AppError('output-failed', `No temporary folder could be made: ${reason}`, { cause })
  }
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

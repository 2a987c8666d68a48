import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { onceForAll } from './once-for-all.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the file of the Action, which is built when the first test file asks. */
    readonly actionAddress: string
  }
}

const builder = path.join(import.meta.dirname, '../build/action.ts')

/** The Action as it is published, built anew and once for all test files. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-action-'))
  const build = async (): Promise<string> => {
    const built = path.join(folder, 'built')
    await promisify(execFile)(process.execPath, [builder, built])
    writeFileSync(path.join(built, 'package.json'), '{"type":"module"}')
    return path.join(built, 'index.js')
  }
  const { address, close } = await onceForAll(build, (file) => file)
  provide('actionAddress', address)
  return async () => {
    close()
    rmSync(folder, { recursive: true, force: true })
  }
}

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { onceForAll } from './once-for-all.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the folder of the console, which is built when the first test file asks. */
    readonly consoleAddress: string
  }
}

const builder = path.join(import.meta.dirname, '../build/console.ts')

/** The console as it is published, built anew and once for all test files. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-console-'))
  const build = async (): Promise<string> => {
    const built = path.join(folder, 'built')
    await promisify(execFile)(process.execPath, [builder, built])
    return built
  }
  const { address, close } = await onceForAll(build, (built) => built)
  provide('consoleAddress', address)
  return async () => {
    close()
    rmSync(folder, { recursive: true, force: true })
  }
}

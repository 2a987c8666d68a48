import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')

/** The two ways Gatehouse is started: from a clone, and as it is published. */
export const gatehouseFiles = {
  source: join(root, 'cli/gatehouse.ts'),
  packed: join(root, 'dist/gatehouse.js'),
} as const
export type Build = keyof typeof gatehouseFiles

/** Gatehouse as it was at another time. */
export interface OtherVersion {
  /** The file that is started. */
  readonly entry: string
}

/** What the measurements read of a line of `--format jsonl`. */
const reported = z.object({
  rule: z.string(),
  severity: z.string(),
  confidence: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  endLine: z.number().nullable(),
  excerpt: z.string(),
})
export type Reported = z.infer<typeof reported>

/**
 * Packs the published files anew, so that nothing stale is measured.
 * @throws where the build fails
 */
export function buildPacked(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'build/package.ts')], {
    encoding: 'utf8',
  })
  if (status !== 0 || !existsSync(gatehouseFiles.packed)) throw new Error(`the build failed:\n${stderr}`)
}

/**
 * Scans a folder in a process of its own, as a user would.
 * @returns the findings, and what is written about files that could not be scanned: the exit code says that there are some
 * @throws where the scan itself fails
 */
export function scanFolder(
  folder: string,
  build: Build | OtherVersion,
  more: readonly string[] = [],
): { findings: readonly Reported[]; isWhole: boolean } {
  const entry = typeof build === 'string' ? gatehouseFiles[build] : build.entry
  const command = [entry, 'scan', folder, '--format', 'jsonl', '--include-ignored', '--no-progress', ...more]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  if (status !== 0 && status !== 1 && status !== 4)
    throw new Error(`the scan ended with ${status}:\n${stderr}`)
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { findings: lines.map((line) => reported.parse(JSON.parse(line))), isWhole: status !== 4 }
}

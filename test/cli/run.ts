import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { main } from '../../cli/main.ts'
import type { Output } from '../../cli/surroundings.ts'
import { compileCache } from '../compile-cache.ts'
import { temporaryFolder } from '../scanner/sources/git-fixture.ts'

const root = join(import.meta.dirname, '../..')
/** The file that starts the program, from source. */
export const entry = join(root, 'cli/gatehouse.ts')

/** What one run of the program gave. */
export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** The folder it is started in. */
  readonly folder?: string
  readonly variables?: Readonly<Record<string, string>>
  readonly input?: string
  /** Options of Node itself. */
  readonly node?: readonly string[]
}

/** Runs the command line in this process: the same code without the second that starting takes. */
export async function run(
  args: readonly string[],
  options: RunOptions & { columns?: number } = {},
): Promise<Run> {
  const stdout = gathered()
  const stderr = gathered()
  const code = await main([...args], new URL(`file://${entry}`), {
    variables: options.variables ?? {},
    folder: options.folder ?? root,
    cores: 2,
    stdout: {
      ...stdout.output,
      ...(options.columns !== undefined && { isTTY: true, columns: options.columns }),
    },
    stderr: stderr.output,
    readInput: () => Buffer.from(options.input ?? ''),
    accountName: () => 'tester',
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function gathered(): { readonly output: Output; readonly text: () => string } {
  let text = ''
  return { output: { write: (more) => (text += more) }, text: () => text }
}

/** Starts the real program. */
export const start = (args: readonly string[], options: RunOptions = {}): Promise<Run> =>
  startProgram(process.execPath, [...(options.node ?? []), entry, ...args], options)

/** Starts any program and waits for its end. */
export function startProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const child = spawn(program, args, {
    cwd: options.folder ?? root,
    env: { PATH: process.env['PATH'], ...compileCache, HOME: temporaryFolder(), ...options.variables },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(options.input ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** The objects of `--format jsonl`. */
export const records = (run: Run): readonly FindingRecord[] =>
  run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): FindingRecord => JSON.parse(line))

/** One line of `--format jsonl`, as its users know it. */
export interface FindingRecord {
  readonly rule: string
  readonly title: string
  readonly severity: string
  readonly confidence: string
  readonly path: string
  readonly line: number | null
  readonly column: number | null
  readonly endLine: number | null
  readonly endColumn: number | null
  readonly commit: string | null
  readonly fingerprint: string
  readonly status: string
  readonly excerpt: string
  readonly reachedBy: readonly string[]
}

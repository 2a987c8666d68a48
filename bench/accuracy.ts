/**
 * Measures detection against labelled cases: `npm run accuracy -- secrets <cases.jsonl> [service…]`, `… files <folder>`, `… code <cases.jsonl>`.
 * Ends with 1 where the aims are missed, with 2 where it is called wrongly.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeCase } from './accuracy/judge-case.ts'
import { printAlarms, printMisses, printSummary } from './accuracy/print-accuracy.ts'
import { scanCases } from './accuracy/scan-cases.ts'
import { readSecretCases } from './accuracy/secret-case.ts'
import { isGoodEnough, summarize } from './accuracy/summarize.ts'
import { buildPacked } from './gatehouse.ts'

const usage = `usage: npm run accuracy -- secrets <cases.jsonl> [service…] [--packed] [--quiet]
       npm run accuracy -- files <folder>
       npm run accuracy -- code <cases.jsonl> [--quiet]

  secrets   each case in a file of its own, scanned by the command line from source (--packed: as published)
            --quiet leaves out the single misses and false alarms
  files     names that are risky, and names that only look so
  code      places in code; paths of files are relative to the case file
`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { packed: { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false } },
})
const [kind, given, ...services] = positionals
process.exitCode = measure()

function measure(): number {
  if (kind === undefined || given === undefined || !['secrets', 'files', 'code'].includes(kind))
    return refuse(usage)
  // `npm run` changes into the package's folder; the caller's own folder is what a relative path means.
  const path = join(process.env['INIT_CWD'] ?? process.cwd(), given)
  const absolute = given.startsWith('/') ? given : path
  if (!existsSync(absolute)) return refuse(`${given} does not exist.\n`)
  if (kind === 'files') return runProgram('accuracy-files.ts', absolute)
  if (kind === 'code') return runProgram('accuracy-code.ts', absolute, ...(values.quiet ? ['--quiet'] : []))
  return measureSecrets(absolute)
}

function measureSecrets(file: string): number {
  const cases = readSecretCases(file, services)
  if (values.packed) buildPacked()
  const findings = scanCases(cases, values.packed ? 'packed' : 'source')
  const results = cases.map((one, index) => judgeCase(one, findings[index]!))
  const summary = summarize(results)
  if (!values.quiet) printMisses(results)
  if (!values.quiet) printAlarms(summary)
  printSummary(summary)
  return isGoodEnough(summary) ? 0 : 1
}

/** Measurements that are programs of their own. */
function runProgram(name: string, ...args: readonly string[]): number {
  const program = join(import.meta.dirname, name)
  return spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' }).status ?? 1
}

function refuse(message: string): number {
  process.stderr.write(message)
  return 2
}

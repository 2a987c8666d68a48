import type { RecordLine } from '../../app/enforcement/audit/record-line.ts'
import type { Trust, Verdict } from '../../app/enforcement/audit/verify-record.ts'
import { AppError } from '../../scanner/errors.ts'
import type { VerifyFlags } from '../commands/audit.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { readLines } from '../input-lines.ts'
import { readText } from '../load-policy.ts'
import type { Program } from '../program.ts'
import { createProgressBar } from '../progress.ts'
import { writeOutput } from '../write-output.ts'
import { checkNode } from './check-node.ts'
import { selectionOf, withRecord } from './read-selection.ts'

/** Only what is whole ends with 0: who relies on the code alone must not take a part, or nothing, for everything. */
const exits: Readonly<Record<Verdict, number>> = {
  whole: exitCodes.clean,
  broken: exitCodes.findings,
  unproven: exitCodes.notEverything,
}

/** `gatehouse audit verify` */
export async function verifyAudit(program: Program, flags: VerifyFlags): Promise<void> {
  checkNode()
  const { environment } = program
  const { verifyRecord, verdictOf } = await import('../../app/enforcement/audit/verify-record.ts')
  const { parseRecord } = await import('../../app/enforcement/audit/record-line.ts')
  const { renderCheck } = await import('../../app/enforcement/audit/render-check.ts')
  if (flags.export !== undefined && flags.organization !== undefined) {
    throw new AppError('usage', '--organization chooses in a database; an export is verified as a whole.')
  }
  const trust = await readTrust(program, flags)
  const bar = createProgressBar(flags.progress ? environment.errorTerminal : undefined, environment.unicode)
  const verify = (lines: AsyncIterable<RecordLine>) =>
    verifyRecord(lines, trust, ({ first, last }, done) => {
      if (done % 1000 === 0) bar.update({ step: 'verifying', done, total: last - first + 1 })
    })
  try {
    const check =
      flags.export === undefined
        ? await withRecord(program, selectionOf(flags), verify)
        : await verify(parseRecord(readLines(environment, flags.export), flags.export))
    bar.stop()
    const text = renderCheck(check, { ...environment, all: true })
    writeOutput(environment, program.mask(text), undefined)
    program.end(exits[verdictOf(check)])
  } finally {
    bar.stop()
  }
}

/** What was kept elsewhere. Keys beside kept heads count like the heads, unless keys are given by themselves. */
export async function readTrust(
  program: Program,
  { heads: file, publicKey, organization }: Pick<VerifyFlags, 'heads' | 'publicKey' | 'organization'>,
): Promise<Trust> {
  const { environment } = program
  const given = publicKey.map((name) => readText(fromCaller(environment, name), 'a public key', name))
  const isSelection = organization !== undefined
  if (file === undefined) return { publicKeys: given, heads: [], isSelection }
  const { readKeptHeads } = await import('../../app/enforcement/audit/kept-heads.ts')
  const { heads, publicKeys, torn } = await readKeptHeads(readLines(environment, file), file)
  if (torn > 0) {
    const lines = torn === 1 ? '1 line was cut short and is' : `${torn} lines were cut short and are`
    environment.stderr.write(`In the kept heads ${lines} not compared.\n`)
  }
  return { publicKeys: given.length > 0 ? given : publicKeys, heads, isSelection }
}

import type { Counts } from '../../app/database/rebuild/again.ts'
import type { Rebuilt } from '../../app/database/rebuild/record.ts'
import type { RecordLine } from '../../app/enforcement/audit/record-line.ts'
import { escapeTerminalLine } from '../../report/escape/terminal.ts'
import { createPage, labelled, type Page } from '../../report/terminal/page.ts'
import { AppError } from '../../scanner/errors.ts'
import type { RebuildFlags } from '../commands/audit.ts'
import { exitCodes } from '../exit-code.ts'
import { readLines } from '../input-lines.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { readSettings } from './open-deployment.ts'
import { readTrust } from './verify-audit.ts'

/** `gatehouse audit rebuild-approvals` */
export async function rebuildFromExport(program: Program, file: string, flags: RebuildFlags): Promise<void> {
  const { environment } = program
  const settings = await readSettings(program)
  const record = await readVerified(program, file, flags)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { rebuildRecord } = await import('../../app/database/rebuild/record.ts')
  const { store, close } = await openExisting(settings)
  try {
    const all = await rebuildRecord(store, record, new Date())
    const page = createPage({ ...environment, all: true })
    writeOutput(
      environment,
      program.mask(`${all.flatMap((one) => lineOf(one, page)).join('\n')}\n`),
      undefined,
    )
    const isAll = all.every((one) => kinds.every(([, counts]) => isWhole(counts(one))))
    program.end(isAll ? exitCodes.clean : exitCodes.notEverything)
  } finally {
    await close()
  }
}

/** Approvals give access: nothing is taken from a record that vouches only for itself, or is not whole. */
async function readVerified(program: Program, file: string, { heads, publicKey }: RebuildFlags) {
  if (heads === undefined && publicKey.length === 0)
    throw new AppError('usage', 'An export vouches only for itself: give --heads or --public-key.', {
      todo: 'audit-heads.jsonl of the data folder has both, or what you kept of `gatehouse audit heads`.',
    })
  const { verifyRecord, verdictOf } = await import('../../app/enforcement/audit/verify-record.ts')
  const { parseRecord } = await import('../../app/enforcement/audit/record-line.ts')
  const { collectRecord } = await import('../../app/enforcement/audit/collect-record.ts')
  const record = collectRecord()
  const trust = await readTrust(program, { ...(heads !== undefined && { heads }), publicKey })
  const lines = passing(parseRecord(readLines(program.environment, file), file), record.add)
  const verdict = verdictOf(await verifyRecord(lines, trust))
  if (verdict !== 'whole')
    throw new AppError('invalid-export', `${file} is not proven whole, so nothing was taken from it.`, {
      todo: 'See `gatehouse audit verify --export` with the same heads or key.',
    })
  return record
}

async function* passing(
  lines: AsyncIterable<RecordLine>,
  see: (line: RecordLine) => void,
): AsyncGenerator<RecordLine> {
  for await (const line of lines) {
    see(line)
    yield line
  }
}

/** What is rebuilt, as people read it, in the order in which it is shown. */
const kinds: readonly (readonly [name: string, counts: (rebuilt: Rebuilt) => Counts])[] = [
  ['', ({ approvals }) => approvals],
  [', exceptions', ({ exceptions }) => exceptions],
  [', requests', ({ requests }) => requests],
  [', approvals to confirm', ({ recertification }) => recertification],
]

const isWhole = ({ lost, unreadable }: Counts): boolean => lost + unreadable === 0
const isNothing = (counts: Counts): boolean => Object.values(counts).every((count) => count === 0)

function lineOf(rebuilt: Rebuilt, page: Page): readonly string[] {
  const { host, login, isKnown } = rebuilt
  const name = escapeTerminalLine(`${host}/${login}`)
  return [
    ...kinds.flatMap(([kind, countsOf]) => {
      const counts = countsOf(rebuilt)
      // Of approvals it is said also where there are none: they are what somebody looks for.
      return kind !== '' && isNothing(counts) ? [] : countsLine(`${name}${kind}`, counts, page)
    }),
    ...(isKnown
      ? []
      : labelled(
          page,
          `  ${page.symbols.arrow} `,
          'Gatehouse does not know this organization yet: start it, let it look once, and do this again.',
        )),
  ]
}

function countsLine(name: string, counts: Counts, page: Page): readonly string[] {
  const { paint, symbols } = page
  const { given, there, over, lost, unreadable } = counts
  const facts = [
    `${given} given again`,
    ...(there > 0 ? [`${there} here already`] : []),
    ...(over > 0 ? [`${over} whose term is over`] : []),
    ...(lost > 0 ? [`${lost} whose repository or people are not known here`] : []),
    ...(unreadable > 0 ? [`${unreadable} that do not say enough`] : []),
  ].join(` ${symbols.dot} `)
  const sign = isWhole(counts) ? paint.good(symbols.good) : paint.unsure(symbols.unsure)
  return labelled(page, `${sign} `, `${name}: ${facts}`)
}

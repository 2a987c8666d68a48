import type { Config } from '../app/config.ts'
import type { OpenDatabase } from '../app/database/open-database.ts'
import type { RecordLine } from '../app/enforcement/audit/record-line.ts'
import type { SignedHead } from '../app/enforcement/audit/signed-head.ts'
import { AppError } from '../scanner/errors.ts'
import type { ExportFlags, HeadsFlags, VerifyFlags } from './commands/audit.ts'
import { exitCodes } from './exit-code.ts'
import { fromCaller } from './environment.ts'
import { readLines } from './input-lines.ts'
import { readText } from './load-policy.ts'
import { writeStream } from './output-stream.ts'
import type { Program } from './program.ts'
import { createProgressBar } from './progress.ts'
import { writeOutput } from './write-output.ts'

// The App is loaded when one of its commands runs, so that `check` and `scan` start without it. Its values are imported
// dynamically and nowhere else in the command line.

/** `gatehouse audit verify` */
export async function verifyAudit(program: Program, flags: VerifyFlags): Promise<void> {
  const { environment } = program
  const { verifyRecord, isWholeRecord } = await import('../app/enforcement/audit/verify-record.ts')
  const { parseRecord } = await import('../app/enforcement/audit/record-line.ts')
  const { renderCheck } = await import('../app/enforcement/audit/render-check.ts')
  if (flags.export !== undefined && flags.organization !== undefined) {
    throw new AppError('usage', '--organization chooses in a database; an export is verified as a whole.')
  }
  const trust = {
    publicKeys: flags.publicKey.map((file) => readText(fromCaller(environment, file), 'a public key', file)),
    heads: flags.heads === undefined ? [] : await readHeadsFile(program, flags.heads),
    isSelection: flags.organization !== undefined,
  }
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
    program.end(isWholeRecord(check) ? exitCodes.clean : exitCodes.findings)
  } finally {
    bar.stop()
  }
}

/** `gatehouse audit export` */
export async function exportAudit(program: Program, flags: ExportFlags): Promise<void> {
  const { environment } = program
  const { renderRecord } = await import('../app/enforcement/audit/render-record.ts')
  const bar = createProgressBar(flags.progress ? environment.errorTerminal : undefined, environment.unicode)
  try {
    await withRecord(program, selectionOf(flags), (lines) =>
      writeStream(environment, renderRecord[flags.format](counted(lines, bar)), flags.output),
    )
  } finally {
    bar.stop()
  }
}

/** `gatehouse audit heads` */
export async function listHeads(program: Program, { organization, all, output }: HeadsFlags): Promise<void> {
  const { readHeadLines } = await import('../app/database/read-record.ts')
  const selection = selectionOf({ organization })
  await withDatabase(program, ({ store }) =>
    writeStream(
      program.environment,
      asJson(readHeadLines(store, 'everything', selection, all === true)),
      output,
    ),
  )
}

/** `gatehouse migrate` */
export async function migrate(program: Program): Promise<void> {
  const { openDatabase } = await import('../app/database/open-database.ts')
  const { readSealKeys } = await import('../app/database/seal-keys.ts')
  const { createSealer } = await import('../app/database/sealed.ts')
  const { resealAll } = await import('../app/database/sealed-values.ts')
  const config = await readSettings(program)
  const { store, close } = await openDatabase(config)
  try {
    const sealed = await resealAll(store, createSealer(readSealKeys(config.sealKey, config.dataFolder)))
    const again =
      sealed === 0 ? '' : ` ${sealed} secret${sealed === 1 ? ' was' : 's were'} sealed with the newest key.`
    writeOutput(program.environment, `The database is of this version.${again}\n`, undefined)
  } finally {
    await close()
  }
}

async function readSettings({ environment }: Program): Promise<Config> {
  const { readConfig } = await import('../app/config.ts')
  return readConfig(environment.variables)
}

async function withDatabase<Result>(
  program: Program,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const { openForReading } = await import('../app/database/open-database.ts')
  const database = await openForReading(await readSettings(program))
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

type Selection = Pick<ExportFlags, 'organization' | 'from' | 'to'>

const selectionOf = ({
  organization,
  from,
  to,
}: { [Name in keyof Selection]?: Selection[Name] | undefined }): Selection => ({
  ...(organization !== undefined && { organization }),
  ...(from && { from }),
  ...(to && { to }),
})

function withRecord<Result>(
  program: Program,
  selection: Selection,
  work: (lines: AsyncIterable<RecordLine>) => Promise<Result>,
): Promise<Result> {
  return withDatabase(program, async ({ store }) => {
    const { readOrganizations, readRecord } = await import('../app/database/read-record.ts')
    const found = await readOrganizations(store, 'everything', selection)
    if (found.length === 0 && selection.organization !== undefined) {
      throw new AppError('not-found', `No organization called ${selection.organization} is recorded.`, {
        todo: 'Leave --organization out to see all.',
      })
    }
    return work(readRecord(store, 'everything', selection, new Date()))
  })
}

async function readHeadsFile(program: Program, file: string): Promise<readonly SignedHead[]> {
  const { parseRecord } = await import('../app/enforcement/audit/record-line.ts')
  const heads: SignedHead[] = []
  for await (const line of parseRecord(readLines(program.environment, file), file))
    if (line.type === 'head') heads.push(line)
  return heads
}

async function* asJson(lines: AsyncIterable<RecordLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

async function* counted(
  lines: AsyncIterable<RecordLine>,
  bar: ReturnType<typeof createProgressBar>,
): AsyncGenerator<RecordLine> {
  let total = 0
  let done = 0
  for await (const line of lines) {
    if (line.type === 'organization') {
      total = line.last - line.first + 1
      done = 0
    }
    if (line.type === 'event' && (done += 1) % 1000 === 0) bar.update({ step: 'exporting', done, total })
    yield line
  }
}

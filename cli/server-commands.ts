import type { Config } from '../app/config.ts'
import type { OpenDatabase } from '../app/database/open-database.ts'
import type { RecordLine } from '../app/enforcement/audit/record-line.ts'
import type { SignedHead } from '../app/enforcement/audit/signed-head.ts'
import type { CandidateFile } from '../app/enforcement/policy/candidate.ts'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { readPolicy } from '../policies/read-policy.ts'
import { escapeTerminal } from '../report/escape/terminal.ts'
import { previewRenderers, whyRenderers } from '../report/decision-formats.ts'
import { AppError } from '../scanner/errors.ts'
import type { KnownOrganization } from '../app/enforcement/records.ts'
import type { AttestFlags } from './commands/attest.ts'
import type { PreviewFlags } from './commands/preview.ts'
import type { WhyFlags } from './commands/why.ts'
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

/** `gatehouse policy preview` */
export async function previewCandidate(program: Program, flags: PreviewFlags): Promise<void> {
  const { environment } = program
  const candidate = readCandidate(program, flags)
  const { readPreview } = await import('../app/database/read-preview.ts')
  const read = await withDatabase(program, async ({ store }) => {
    const { id, login } = await chooseOrganization(store, flags.organization)
    const preview = await readPreview(store, 'everything', { organization: id, candidate, now: new Date() })
    return { login, ...preview }
  })
  if (!read.ok)
    throw new AppError('invalid-policy', `${candidate.name} is not valid.\n${read.problems.join('\n')}`)
  const { login: organization, current, preview, remarks } = read
  const shown = { organization, current, candidate: candidate.name, preview, remarks }
  const text = previewRenderers[flags.format](shown, { ...environment, all: flags.all === true })
  writeOutput(environment, program.mask(text), flags.output)
  program.end(preview.changes.length === 0 ? exitCodes.clean : exitCodes.findings)
}

/** `gatehouse why` */
export async function explainRepositoryDecision(
  program: Program,
  given: string,
  flags: WhyFlags,
): Promise<void> {
  const { environment } = program
  const [name = '', owner = '', host] = given.split('/').toReversed()
  const { findRepositories } = await import('../app/database/find-repository.ts')
  const { readExplanation } = await import('../app/database/read-explanation.ts')
  const explanation = await withDatabase(program, async ({ store }) => {
    const found = await findRepositories(store, 'everything', {
      owner,
      name,
      ...(host !== undefined && { host }),
    })
    const [first] = found
    if (first === undefined)
      throw new AppError('not-found', `No repository called ${given} is recorded.`, {
        todo: 'Check its name, and that Gatehouse is installed on its organization.',
      })
    if (found.length > 1) {
      const names = found.map((one) => `${one.host}/${one.name}`).join(', ')
      throw new AppError('usage', `There are several of that name: ${names}.`, {
        todo: 'Write the host too.',
      })
    }
    return readExplanation(store, 'everything', first, new Date())
  })
  if (explanation === undefined)
    throw new AppError('not-found', `Nothing is decided about ${given} yet.`, {
      todo: 'Wait until it was looked at.',
    })
  const text = whyRenderers[flags.format](explanation, environment)
  writeOutput(environment, program.mask(text), flags.output)
  program.end(whyExits[explanation.decision.outcome])
}

const whyExits = {
  allowed: exitCodes.clean,
  denied: exitCodes.findings,
  'needs-approval': exitCodes.needsRequest,
  unknown: exitCodes.notEverything,
} as const

/** `gatehouse attest` without a setting */
export async function showChecklist(
  program: Program,
  flags: Pick<AttestFlags, 'organization'>,
): Promise<void> {
  const { environment } = program
  const { readAttestations } = await import('../app/database/attestations.ts')
  const { readHost } = await import('../app/database/organizations.ts')
  const { renderChecklist } = await import('../app/enforcement/attestations/render-checklist.ts')
  const text = await withDatabase(program, async ({ store }) => {
    const { id, hostId, login } = await chooseOrganization(store, flags.organization)
    const host = (await readHost(store, hostId))?.name ?? 'github.com'
    const attestations = await readAttestations(store, 'everything', id)
    return renderChecklist({ host, login, attestations, now: new Date() }, environment)
  })
  writeOutput(environment, program.mask(text), undefined)
}

/** `gatehouse attest <setting> <value>` */
export async function attestSetting(
  program: Program,
  setting: string,
  value: string,
  { organization, by, byId, evidence, installation, days }: AttestFlags,
): Promise<void> {
  if (by === undefined || evidence === undefined)
    throw new AppError('usage', 'Say who states it with --by and what it rests on with --evidence.')
  const { openDatabase } = await import('../app/database/open-database.ts')
  const { attest } = await import('../app/database/attest.ts')
  const { store, close } = await openDatabase(await readSettings(program))
  try {
    const chosen = await chooseOrganization(store, organization)
    const who = { login: by, ...(byId !== undefined && { githubId: byId }) }
    const input = {
      setting,
      value,
      evidence,
      ...(installation !== undefined && { installation }),
      ...(days !== undefined && { days }),
    }
    const stated = await attest(store, chosen, who, input, new Date())
    if (!stated.ok)
      throw new AppError('usage', stated.problem, { todo: 'See `gatehouse attest` for the whole list.' })
    const { until } = stated.attestation
    const text = `Recorded for ${chosen.login}: ${setting}. It counts until ${until.slice(0, 10)}.`
    writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)
  } finally {
    await close()
  }
}

/** The organization that is meant: the one that is named, or the only one. */
async function chooseOrganization(
  store: OpenDatabase['store'],
  given: string | undefined,
): Promise<KnownOrganization> {
  const { listOrganizations } = await import('../app/database/organizations.ts')
  const all = await listOrganizations(store, 'everything')
  const meant =
    given === undefined ? all : all.filter(({ login }) => login.toLowerCase() === given.toLowerCase())
  const [first] = meant
  if (first === undefined) {
    throw new AppError(
      'not-found',
      given === undefined
        ? 'No organization is recorded yet.'
        : `No organization called ${given} is recorded.`,
      { todo: 'Check that Gatehouse is installed on it and has looked at it.' },
    )
  }
  if (meant.length > 1) {
    const names = meant.map(({ login }) => login).join(', ')
    throw new AppError('usage', `There are several organizations: ${names}.`, {
      todo: 'Choose one with --organization.',
    })
  }
  return first
}

/** The file, with the allowlist that is named or lies beside it. */
function readCandidate({ environment }: Program, { candidate, allowlist }: PreviewFlags): CandidateFile {
  const file = fromCaller(environment, candidate)
  const text = readText(file, 'a policy', candidate)
  const read = readPolicy(text)
  const beside = read.ok ? path.join(path.dirname(file), read.policy.allowlist.file) : undefined
  const chosen = allowlist === undefined ? beside : fromCaller(environment, allowlist)
  if (chosen === undefined || (allowlist === undefined && !existsSync(chosen)))
    return { name: candidate, text }
  return { name: candidate, text, allowlist: readText(chosen, 'an allowlist', allowlist ?? chosen) }
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

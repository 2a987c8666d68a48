import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { PackCheck } from '../../app/evidence/verify-pack.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { EvidenceFlags, VerifyEvidenceFlags } from '../commands/evidence.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { createProgressBar } from '../progress.ts'
import { reasonOf } from '../reason-of.ts'
import { version } from '../version.ts'
import { writeOutput } from '../write-output.ts'
import { checkNode } from './check-node.ts'
import { readSettings, withDatabase } from './open-deployment.ts'
import { selectionOf } from './read-selection.ts'
import { readTrust } from './verify-audit.ts'

/** `gatehouse evidence` */
export async function makeEvidence(program: Program, flags: EvidenceFlags): Promise<void> {
  const { environment } = program
  const now = new Date()
  const { from, output: given } = flags
  // Required here and not by the command line's own means, which would ask `evidence verify` for them too.
  if (from === undefined || given === undefined)
    throw new AppError('usage', 'Give --from and --output: `gatehouse evidence --from 2026-07-01 -o q3.zip`.')
  const to = flags.to && flags.to < now ? flags.to : now
  if (from >= to) throw new AppError('usage', 'The period ends before it begins, or lies in the future.')
  const output = fromCaller(environment, given)
  if (existsSync(output)) throw new AppError('output-failed', `${given} is there already.`)
  const settings = await readSettings(program)
  const { makePack } = await import('../../app/evidence/make-pack.ts')
  const { openSigningKey } = await import('../../app/database/signing-key.ts')
  const { openSealer } = await import('../../app/database/open-sealer.ts')
  const { readOrganizations } = await import('../../app/database/read-record.ts')
  const bar = createProgressBar(flags.progress ? environment.errorTerminal : undefined, environment.unicode)
  const selection = selectionOf({ organization: flags.organization })
  try {
    await withDatabase(program, async ({ store }) => {
      const found = await readOrganizations(store, 'everything', { ...selection, to })
      if (found.length === 0)
        throw new AppError('not-found', 'No such organization is recorded.', {
          todo: 'Leave --organization out to take all.',
        })
      const total = found.reduce((sum, { last }) => sum + last, 0)
      const key = await openSigningKey(store, openSealer(settings))
      await inFolder(output, (folder) =>
        makePack({
          store,
          scope: 'everything',
          selection,
          from,
          to,
          sweepMinutes: settings.sweepMinutes,
          key,
          version,
          now,
          folder,
          onEvent: (done) => {
            if (done % 1000 === 0) bar.update({ step: 'exporting', done, total })
          },
        }),
      )
    })
  } finally {
    bar.stop()
  }
  writeOutput(environment, `${escapeTerminal(program.mask(`Written: ${given}`))}\n`, undefined)
}

/** A folder that is filled, and packed where a ZIP is wanted; what fails leaves nothing. */
async function inFolder(output: string, fill: (folder: string) => Promise<unknown>): Promise<void> {
  const isZip = output.endsWith('.zip')
  let folder: string | undefined
  try {
    folder = isZip ? mkdtempSync(`${output}.`) : output
    if (!isZip) mkdirSync(folder, { mode: 0o700 })
    await fill(folder)
    if (!isZip) return
    const { packOf } = await import('../../app/evidence/pack-of.ts')
    await packOf(folder, createWriteStream(output, { flags: 'wx', mode: 0o600 }))
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    if (isZip) rmSync(output, { force: true })
    if (error instanceof AppError || !(error instanceof Error && 'code' in error && 'path' in error))
      throw error
    throw new AppError('output-failed', `${output} could not be written: ${reasonOf(error)}.`, {
      cause: error,
    })
  }
}

/** `gatehouse evidence verify` */
export async function verifyEvidence(
  program: Program,
  pack: string,
  flags: VerifyEvidenceFlags,
): Promise<void> {
  checkNode()
  const { environment } = program
  const given = fromCaller(environment, pack)
  if (!existsSync(given)) throw new AppError('not-found', `There is no ${pack}.`)
  const { publicKeys, heads } = await readTrust(program, flags)
  const { verifyPack } = await import('../../app/evidence/verify-pack.ts')
  const { inUnpacked } = await import('../../app/evidence/pack-of.ts')
  const check = statSync(given).isDirectory()
    ? await verifyPack(given, { publicKeys, heads })
    : await inUnpacked(given, (folder) => verifyPack(folder, { publicKeys, heads }))
  const lines = wordsOf(check, path.basename(given)).map((line) => escapeTerminal(program.mask(line)))
  writeOutput(environment, `${lines.join('\n')}\n`, undefined)
  if (check.faults.length > 0) program.end(exitCodes.findings)
  else if (check.isSelfNamed || !check.isDerivedAgain) program.end(exitCodes.notEverything)
}

function wordsOf(check: PackCheck, name: string): readonly string[] {
  const { manifest, faults, signedBy, isSelfNamed, isDerivedAgain, events } = check
  if (faults.length > 0) return [`${name} does not hold:`, ...faults.map((one) => `  ${one}`)]
  const { period, organizations, files, madeAt } = manifest
  return [
    `${name} agrees with its record: ${files.length} files, ${events.toLocaleString('en-US')} events of ${organizations.map((one) => one.name).join(', ')}.`,
    `From ${period.from} to ${period.to}, made ${madeAt}, signed by ${signedBy}.`,
    ...(isSelfNamed
      ? [
          'The pack names that key itself. Give --public-key with one that was kept elsewhere to rule out that somebody made another pack.',
        ]
      : []),
    ...(isDerivedAgain
      ? []
      : [
          `It was made by version ${manifest.version}, whose way of deriving files this one does not know: signature, digests and chain hold, and whether each file follows from the record was not checked. Verify it with that version.`,
        ]),
  ]
}

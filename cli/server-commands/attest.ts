import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { AttestFlags } from '../commands/attest.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse attest` without a setting */
export async function showChecklist(
  program: Program,
  flags: Pick<AttestFlags, 'organization'>,
): Promise<void> {
  const { environment } = program
  const text = await withDatabase(program, async ({ store }) => {
    const { readAttestations } = await import('../../app/database/attestations.ts')
    const { readHost } = await import('../../app/database/organizations.ts')
    const { renderChecklist } = await import('../../app/enforcement/attestations/render-checklist.ts')
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
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { attest } = await import('../../app/database/attest.ts')
  const { createOwnerCheck } = await import('../../app/check-owner.ts')
  const { store, close } = await openExisting(settings)
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
    const stated = await attest(store, chosen, who, input, new Date(), createOwnerCheck(settings, store))
    if (!stated.ok)
      throw new AppError('usage', stated.problem, { todo: 'See `gatehouse attest` for the whole list.' })
    const { until, unverified } = stated.attestation
    const doubt = unverified === undefined ? '' : ` It is not known whether ${by} is an owner: ${unverified}.`
    const text = `Recorded for ${chosen.login}: ${setting}. It counts until ${until.slice(0, 10)}.${doubt}`
    writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)
  } finally {
    await close()
  }
}

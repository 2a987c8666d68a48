import type { Config } from '../../app/config.ts'
import type { Store } from '../../app/database/store.ts'
import type { ShownPlan } from '../../app/enforcement/effects/render-plan.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { AcceptFlags, PlanFlags } from '../commands/plan.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse plan` */
export async function showPlan(program: Program, flags: PlanFlags): Promise<void> {
  const { environment } = program
  const settings = await readSettings(program)
  const shown = await withDatabase(program, ({ store }) => readShown(store, settings, flags.organization))
  const { planRecord, renderPlan } = await import('../../app/enforcement/effects/render-plan.ts')
  const { awaiting } = await import('../../app/enforcement/effects/shown-plan.ts')
  const text =
    flags.format === 'json'
      ? `${JSON.stringify(planRecord(shown), undefined, 2)}\n`
      : renderPlan(shown, { ...environment, all: flags.all === true })
  writeOutput(environment, program.mask(text), undefined)
  program.end(awaiting(shown.plan).length > 0 ? exitCodes.needsRequest : exitCodes.clean)
}

async function readShown(store: Store, settings: Config, organization?: string): Promise<ShownPlan> {
  const { readHeadsFile } = await import('../../app/audit-heads-file.ts')
  const { readHost } = await import('../../app/database/organizations.ts')
  const { readPlan } = await import('../../app/database/read-plan.ts')
  const { mostInOneCall } = await import('../../app/enforcement/github-writes.ts')
  const chosen = await chooseOrganization(store, organization)
  const host = (await readHost(store, chosen.hostId))?.name ?? 'github.com'
  const heads = await readHeadsFile(settings.dataFolder)
  const enterprise = enterpriseOf(settings, host)
  const plan = await readPlan(store, 'everything', { ...chosen, host, enterprise }, heads, new Date())
  const repositoriesInOne = enterprise === undefined ? 1 : mostInOneCall
  return { plan, ceiling: settings.ceiling, pace: { limits: settings.writeLimits, repositoriesInOne } }
}

/** The enterprise whose App changes which repositories others reach; undefined: there is none, and each takes a request. */
function enterpriseOf({ hosts, enterpriseApp }: Config, host: string): string | undefined {
  const app = hosts === undefined ? enterpriseApp : hosts.find(({ name }) => name === host)?.enterpriseApp
  return app?.enterprise
}

/** `gatehouse plan accept` */
export async function acceptShownPlan(program: Program, flags: AcceptFlags): Promise<void> {
  const { by: login, byId, digest, reason, organization } = flags
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { acceptPlan, findOrdering } = await import('../../app/database/accept-plan.ts')
  const { createGatehouseOwnerCheck } = await import('../../app/check-owner.ts')
  const { readHeadsFile } = await import('../../app/audit-heads-file.ts')
  const { store, close } = await openExisting(settings)
  try {
    const chosen = await chooseOrganization(store, organization)
    const who = { login, ...(byId !== undefined && { githubId: byId }) }
    const ordering = await findOrdering(store, chosen, who, createGatehouseOwnerCheck(settings, store))
    if (!ordering.ok) throw new AppError('usage', ordering.problem, { todo: whoMay })
    const heads = await readHeadsFile(settings.dataFolder)
    const order = { by: ordering.by, unverified: ordering.unverified, digest, reason }
    const accepted = await acceptPlan(store, chosen, order, heads, new Date())
    if (!accepted.ok)
      throw new AppError('usage', accepted.problem, {
        todo: 'Look at `gatehouse plan` again, and accept what it shows.',
      })
    const { unverified } = ordering
    const doubt =
      unverified === undefined ? '' : ` It is not known whether ${login} is a Gatehouse owner: ${unverified}.`
    const made = accepted.effects === 1 ? '1 change' : `${accepted.effects} changes`
    const text = `Accepted for ${chosen.login}: ${made}. They are made within seconds where nothing else keeps them.${doubt}`
    writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)
  } finally {
    await close()
  }
}

const whoMay = 'The policy names the teams of Gatehouse owners in `requests.owners`.'

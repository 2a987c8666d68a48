import type { Config } from '../../app/config.ts'
import type { Leaving } from '../../app/database/leave.ts'
import type { Store } from '../../app/database/store.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { UninstallFlags } from '../commands/uninstall.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse uninstall --plan` */
export async function showMade(program: Program, { organization }: UninstallFlags): Promise<void> {
  await withDatabase(program, ({ store }) => tellMade(program, store, organization))
}

/** `gatehouse uninstall --remove`, `--hand-over` or `--stay` */
export async function leaveOrganization(
  program: Program,
  how: Leaving,
  { organization, by: login, byId }: UninstallFlags & { readonly by: string },
): Promise<void> {
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { findOrdering } = await import('../../app/database/accept-plan.ts')
  const { createGatehouseOwnerCheck } = await import('../../app/check-owner.ts')
  const { leave } = await import('../../app/database/leave.ts')
  const { store, close } = await openExisting(settings)
  try {
    const chosen = await chooseOrganization(store, organization)
    const who = { login, ...(byId !== undefined && { githubId: byId }) }
    const ordering = await findOrdering(store, chosen, who, createGatehouseOwnerCheck(settings, store))
    if (!ordering.ok) throw new AppError('usage', ordering.problem)
    const count = await leave(store, chosen.id, how, ordering, new Date())
    const text = [orderWords(how, chosen.login, count), ...(await keptFrom(store, chosen.id, settings))]
    const doubt = ordering.unverified
    if (doubt !== undefined) text.push(`It is not known whether ${login} is a Gatehouse owner: ${doubt}.`)
    writeOutput(program.environment, `${escapeTerminal(program.mask(text.join(' ')))}\n`, undefined)
    if (how !== 'stay') await tellMade(program, store, organization)
  } finally {
    await close()
  }
}

const orderWords = (how: Leaving, login: string, count: number): string =>
  how === 'stay'
    ? `Gatehouse stays in ${login}: what the policy wants is made again.`
    : `Ordered for ${login}: ${count === 1 ? '1 change' : `${count} changes`}. Look again with \`gatehouse uninstall --plan\`.`

/** What keeps it from being done now. */
async function keptFrom(store: Store, organization: string, { ceiling }: Config): Promise<readonly string[]> {
  const { readBrakes } = await import('../../app/database/brakes.ts')
  const { pause, isAccepted } = await readBrakes(store, organization)
  return [
    ...(ceiling === 'enforce' ? [] : [`MODE is ${ceiling}: nothing is changed until it is enforce.`]),
    ...(pause === undefined ? [] : [`Changes are paused: ${pause}`]),
    ...(isAccepted ? [] : ['It waits for `gatehouse plan accept`.']),
  ]
}

async function tellMade(program: Program, store: Store, organization: string | undefined): Promise<void> {
  const { environment } = program
  const { readHost } = await import('../../app/database/organizations.ts')
  const { readMade } = await import('../../app/database/made-things.ts')
  const { isLeaving } = await import('../../app/database/leaving.ts')
  const { renderMade } = await import('../../app/enforcement/leaving/render-made.ts')
  const chosen = await chooseOrganization(store, organization)
  const host = (await readHost(store, chosen.hostId))?.name ?? 'github.com'
  const things = await readMade(store, 'everything', chosen.id)
  const made = {
    webUrl: `https://${host}`,
    login: chosen.login,
    things,
    isLeaving: await isLeaving(store, chosen.id),
  }
  writeOutput(environment, program.mask(renderMade(made, { ...environment, all: true })), undefined)
  program.end(things.length === 0 ? exitCodes.clean : exitCodes.notEverything)
}

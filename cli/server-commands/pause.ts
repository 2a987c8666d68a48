import type { Config } from '../../app/config.ts'
import type { OpenDatabase } from '../../app/database/open-database.ts'
import type { PauseOrder } from '../../app/database/pause-changes.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { PauseFlags, ResumeFlags } from '../commands/pause.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings } from './open-deployment.ts'

/** `gatehouse pause` */
export async function pauseAll(program: Program, flags: PauseFlags): Promise<void> {
  const { organization, reason } = flags
  if (reason.trim() === '') throw new AppError('usage', 'Say why with --reason.')
  const text = await withStore(program, async (store) => {
    const { pauseChanges } = await import('../../app/database/pause-changes.ts')
    const { id, name } = await meant(store, organization)
    const order = { organization: id, reason: program.mask(reason), ...whoOf(program, flags) }
    const paused = await pauseChanges(store, order, new Date())
    const said = paused.isNew
      ? `Paused: nothing is changed in ${name} until \`gatehouse resume\`.`
      : `It was paused already: nothing is changed in ${name}.`
    return `${said}${doubt(flags, paused.isPersonKnown)}`
  })
  tell(program, text)
}

/** `gatehouse resume` */
export async function resumeAll(program: Program, flags: ResumeFlags): Promise<void> {
  const { organization, reason } = flags
  const text = await withStore(program, async (store) => {
    const { resumeChanges } = await import('../../app/database/pause-changes.ts')
    const { readPauses } = await import('../../app/database/brakes.ts')
    const { id, name } = await meant(store, organization)
    const order = { organization: id, reason: program.mask(reason ?? ''), ...whoOf(program, flags) }
    const { isNew, isPersonKnown } = await resumeChanges(store, order, new Date())
    const left = await readPauses(store)
    const more = left.map(
      ({ login, reason: why, by }) =>
        `${login ?? 'The whole deployment'} is still paused${by === null ? '' : ` by ${by}`}: ${why}`,
    )
    const said = isNew
      ? `Resumed: what is planned in ${name} is made.`
      : `${capital(name)} was not paused by itself.`
    return [`${said}${doubt(flags, isPersonKnown)}`, ...more].join('\n')
  })
  tell(program, text)
}

function whoOf(
  { environment }: Program,
  { by: login, byId }: Pick<PauseFlags, 'by' | 'byId'>,
): Pick<PauseOrder, 'by' | 'account'> {
  const by = login === undefined ? undefined : { login, ...(byId !== undefined && { githubId: byId }) }
  return { by, account: environment.accountName() }
}

const doubt = ({ by }: Pick<PauseFlags, 'by'>, isPersonKnown: boolean): string =>
  by === undefined || isPersonKnown
    ? ''
    : ` Nobody called ${by} is known here yet, so the audit log names nobody; with --by-id it would.`

async function withStore(
  program: Program,
  work: (store: OpenDatabase['store']) => Promise<string>,
): Promise<string> {
  const settings: Config = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { store, close } = await openExisting(settings)
  try {
    return await work(store)
  } finally {
    await close()
  }
}

async function meant(
  store: OpenDatabase['store'],
  organization: string | undefined,
): Promise<{ readonly id: string | null; readonly name: string }> {
  if (organization === undefined) return { id: null, name: 'the whole deployment' }
  const { id, login } = await chooseOrganization(store, organization)
  return { id, name: login }
}

function tell({ environment, mask }: Program, text: string): void {
  const lines = mask(text).split('\n').map(escapeTerminal)
  writeOutput(environment, `${lines.join('\n')}\n`, undefined)
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

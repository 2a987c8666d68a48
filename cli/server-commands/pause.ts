import type { Config } from '../../app/config.ts'
import type { OpenDatabase } from '../../app/database/open-database.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { PauseFlags, ResumeFlags } from '../commands/pause.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings } from './open-deployment.ts'

/** `gatehouse pause` */
export async function pauseAll(program: Program, { organization, reason }: PauseFlags): Promise<void> {
  if (reason.trim() === '') throw new AppError('usage', 'Say why with --reason.')
  const text = await withStore(program, async (store) => {
    const { pauseChanges } = await import('../../app/database/pause-changes.ts')
    const { id, name } = await meant(store, organization)
    const isNew = await pauseChanges(store, { organization: id, reason: program.mask(reason) }, new Date())
    return isNew
      ? `Paused: nothing is changed in ${name} until \`gatehouse resume\`.`
      : `It was paused already: nothing is changed in ${name}.`
  })
  tell(program, text)
}

/** `gatehouse resume` */
export async function resumeAll(program: Program, { organization, reason }: ResumeFlags): Promise<void> {
  const text = await withStore(program, async (store) => {
    const { resumeChanges } = await import('../../app/database/pause-changes.ts')
    const { readPauses } = await import('../../app/database/brakes.ts')
    const { id, name } = await meant(store, organization)
    const order = { organization: id, reason: program.mask(reason ?? '') }
    const isEnded = await resumeChanges(store, order, new Date())
    const left = await readPauses(store)
    const more = left.map(
      ({ login, reason: why }) => `${login ?? 'The whole deployment'} is still paused: ${why}`,
    )
    return [
      isEnded ? `Resumed: what is planned in ${name} is made.` : `${capital(name)} was not paused by itself.`,
      ...more,
    ].join('\n')
  })
  tell(program, text)
}

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

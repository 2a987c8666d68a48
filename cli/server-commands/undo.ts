import type { Wave } from '../../app/database/undo-wave.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { UndoFlags } from '../commands/plan.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings } from './open-deployment.ts'

/** `gatehouse plan undo` */
export async function undoPolicyWave(
  program: Program,
  version: string | undefined,
  { by: login, byId, organization }: UndoFlags,
): Promise<void> {
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { findOrdering } = await import('../../app/database/accept-plan.ts')
  const { listWaves, undoWave } = await import('../../app/database/undo-wave.ts')
  const { createGatehouseOwnerCheck } = await import('../../app/check-owner.ts')
  const { askForWork } = await import('../../app/database/ask-for-work.ts')
  const { store, close } = await openExisting(settings)
  try {
    const chosen = await chooseOrganization(store, organization)
    const waves = await listWaves(store, 'everything', chosen.id)
    if (version === undefined) return write(program, listOf(waves))
    const wave = waves.find(({ policy, commit }) => policy === version || commit?.startsWith(version))
    if (wave === undefined)
      throw new AppError(
        'not-found',
        `No version ${version} of the policy took anything that is still taken.`,
        {
          todo: 'Run `gatehouse plan undo` without a version to see which did.',
        },
      )
    if (login === undefined) throw new AppError('usage', 'Say who undoes it with --by.')
    const who = { login, ...(byId !== undefined && { githubId: byId }) }
    const ordering = await findOrdering(store, chosen, who, createGatehouseOwnerCheck(settings, store))
    if (!ordering.ok)
      throw new AppError('usage', ordering.problem, {
        todo: 'The policy names the teams of Gatehouse owners in `requests.owners`.',
      })
    const given = await undoWave(store, askForWork, chosen.id, wave.policy, ordering, new Date())
    const left = wave.taken - given.length
    const text = `${given.length} of ${wave.taken} are given back within seconds.${forGoodWords(wave)}${
      left > 0 ? ` The policy in force would take the other ${left} again, so they are left as they are.` : ''
    }${wave.isSwitched ? ` ${staysSelected}` : ''}`
    write(program, text)
  } finally {
    await close()
  }
}

const write = (program: Program, text: string): void =>
  writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)

/** What a wave does not give back although it took it. */
const staysSelected =
  'It also switched the App from all repositories to selected ones. That stays: each repository that it took is given back, and new ones still have to be given to the App.'

function listOf(waves: readonly Wave[]): string {
  if (waves.length === 0) return 'No version of the policy took anything that is still taken.'
  return waves
    .map(
      (one) =>
        `${one.policy}  ${one.commit?.slice(0, 7) ?? 'shipped'}  ${one.foundAt.toISOString().slice(0, 16)}  ${one.taken} taken${one.isSwitched ? ', by a switch from all repositories to selected ones, which stays' : ''}${forGoodWords(one)}`,
    )
    .join('\n')
}

/** What cannot be given back is said, so that nobody waits for it. */
const forGoodWords = ({ forGood }: Wave): string =>
  forGood === 0
    ? ''
    : ` ${forGood} fine-grained ${forGood === 1 ? 'token was' : 'tokens were'} revoked or refused, which cannot be taken back: their owners make new ones.`

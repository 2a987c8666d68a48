import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { RequestFlags } from '../commands/requests.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse request <owner/repository>` */
export async function askForAccess(
  program: Program,
  repository: string,
  { by, reason, days }: RequestFlags,
): Promise<void> {
  const { isRepositoryName, longestReason } = await import('../../app/enforcement/requests/read-command.ts')
  if (!isRepositoryName(repository)) throw new AppError('usage', 'Write the repository as owner/repository.')
  if (reason.trim() === '' || reason.length > longestReason)
    throw new AppError('usage', `Give a reason of at most ${longestReason} characters.`)
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { requestAccess } = await import('../../app/acts/request-access.ts')
  const { store, close } = await openExisting(settings)
  try {
    const organization = await chooseOrganization(store, repository.split('/')[0])
    const asked = { repository, by, reason, days }
    const result = await requestAccess(settings, store, organization, asked, () => new Date())
    if (!result.ok) throw new AppError('usage', result.why, { todo: 'See `gatehouse requests`.' })
    const text = `${by} asks for ${repository}. Its issue is opened in the policy repository of ${organization.login}.`
    writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)
  } finally {
    await close()
  }
}

/** `gatehouse requests` */
export async function showRequests(program: Program, given: string | undefined): Promise<void> {
  const lines = await withDatabase(program, async ({ store }) => {
    const { listRequests } = await import('../../app/database/list-requests.ts')
    const { id, login } = await chooseOrganization(store, given)
    const { listReviews } = await import('../../app/database/emergency-reviews.ts')
    const now = new Date()
    const reviews = (await listReviews(store, 'everything', id, now)).map(
      ({ repository, dueAt, issue, isOverdue }) =>
        [
          `${login}/${repository}`,
          `emergency, its review ${isOverdue ? 'OVERDUE since' : 'due on'} ${dayOf(dueAt)}`,
          ...(issue === null ? [] : [`issue ${issue}`]),
        ].join(', '),
    )
    const all = await listRequests(store, 'everything', id, now)
    const requests = all.map(({ repository, state, requestedBy, issue, openedAt, approvedUntil }) =>
      [
        `${login}/${repository}`,
        approvedUntil === null ? state : `${state} until ${dayOf(approvedUntil)}`,
        `asked for by ${requestedBy ?? 'somebody'} on ${dayOf(openedAt)}`,
        ...(issue === null ? [] : [`issue ${issue}`]),
      ].join(', '),
    )
    return [...reviews, ...requests]
  })
  const shown = lines.length === 0 ? ['No request is open, and no approval is in force.'] : lines
  const text = shown.map((line) => escapeTerminal(program.mask(line))).join('\n')
  writeOutput(program.environment, `${text}\n`, undefined)
}

/** `gatehouse policy request-form` */
export async function printRequestForm({ environment }: Program): Promise<void> {
  const { requestForm } = await import('../../app/enforcement/requests/request-form.ts')
  writeOutput(environment, requestForm(), undefined)
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)

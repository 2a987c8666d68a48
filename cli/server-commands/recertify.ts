import type { ListedRecertification, ListedReview } from '../../app/database/list-recertification.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { StartFlags } from '../commands/recertify.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings, withDatabase } from './open-deployment.ts'

/** `gatehouse recertify start` */
export async function startRecertification(program: Program, flags: StartFlags): Promise<void> {
  const settings = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { findOrdering } = await import('../../app/database/accept-plan.ts')
  const { askForWork } = await import('../../app/database/ask-for-work.ts')
  const { createRecords } = await import('../../app/database/records.ts')
  const { createGatehouseOwnerCheck } = await import('../../app/check-owner.ts')
  const { openRecertification } =
    await import('../../app/enforcement/recertification/open-recertification.ts')
  const { store, close } = await openExisting(settings)
  try {
    const organization = await chooseOrganization(store, flags.organization)
    const who = { login: flags.by, ...(flags.byId !== undefined && { githubId: flags.byId }) }
    const ordering = await findOrdering(store, organization, who, createGatehouseOwnerCheck(settings, store))
    if (!ordering.ok) throw new AppError('usage', ordering.problem, { todo: whoMay })
    // It can end approvals: unlike an acceptance, which can be looked at again, a doubt is enough to wait.
    if (ordering.unverified !== undefined)
      throw new AppError(
        'usage',
        `It is not known whether ${flags.by} is a Gatehouse owner: ${ordering.unverified}.`,
        {
          todo: 'Try again when GitHub can be asked.',
        },
      )
    const records = createRecords(store, askForWork)
    const { ceiling } = settings
    const opened = await openRecertification({
      organization,
      records,
      ceiling,
      by: ordering.by,
      now: new Date(),
    })
    if (opened.opened === 'open-already')
      throw new AppError('usage', 'A recertification is open already.', {
        todo: 'See `gatehouse recertify`.',
      })
    const left =
      opened.leftOut === 0
        ? ''
        : ` ${opened.leftOut} more are in groups in \`observe\`, where nobody is written to: they stay as they are.`
    const text =
      opened.opened === 'yes'
        ? `${opened.approvals} approvals are to be confirmed, asked for in ${opened.issues} issues in the policy repository of ${organization.login}.${left}`
        : `There is nothing to confirm.${left}`
    writeOutput(program.environment, `${escapeTerminal(program.mask(text))}\n`, undefined)
  } finally {
    await close()
  }
}

const whoMay = 'The policy names the teams of Gatehouse owners in `requests.owners`.'

/** `gatehouse recertify` */
export async function showRecertification(
  program: Program,
  { organization, all }: { readonly organization?: string; readonly all?: true },
): Promise<void> {
  const lines = await withDatabase(program, async ({ store }) => {
    const { readRecertification } = await import('../../app/database/list-recertification.ts')
    const { id, login } = await chooseOrganization(store, organization)
    const found = await readRecertification(store, 'everything', id)
    return found === undefined ? ['No recertification was begun yet.'] : linesOf(found, login, all === true)
  })
  const text = lines.map((line) => escapeTerminal(program.mask(line))).join('\n')
  writeOutput(program.environment, `${text}\n`, undefined)
}

function linesOf(
  { openedAt, closedAt, dueDays, reviews }: ListedRecertification,
  login: string,
  showAll: boolean,
): readonly string[] {
  const ended = closedAt === null ? `${dueDays} days to answer` : `closed on ${dayOf(closedAt)}`
  return [
    `Begun on ${dayOf(openedAt)}, ${ended}: ${countsOf(reviews)}.`,
    ...reviews.flatMap((review) => [
      `${whoOf(review)}: ${countsOf([review])}${review.overdueAt === null ? '' : `, overdue since ${dayOf(review.overdueAt)}`}${review.issue === null ? ', not asked yet' : `, issue ${review.issue}`}`,
      ...review.items
        .filter(({ state }) => showAll || state === 'open')
        .map(({ number, repository, state }) => `  ${number}. ${login}/${repository}: ${state}`),
    ]),
  ]
}

const whoOf = ({ reviewers }: ListedReview): string =>
  reviewers.length === 0 ? 'Gatehouse owners' : reviewers.join(', ')

const states = ['open', 'kept', 'dropped', 'renewed', 'over', 'lapsed'] as const

function countsOf(reviews: readonly ListedReview[]): string {
  const items = reviews.flatMap((review) => review.items)
  return states
    .map((state) => [state, items.filter((item) => item.state === state).length] as const)
    .filter(([state, count]) => count > 0 || state === 'open')
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10)

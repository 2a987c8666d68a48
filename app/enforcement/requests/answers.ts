import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { ApprovalRule } from '../../../policies/policy-group.ts'
import { wantedApprovals } from '../../../policies/judge-approvals.ts'
import { escapeMarkdown, markdownCode } from '../../../report/escape/markdown.ts'
import type { Readiness } from './situation.ts'
import { commandForms } from './command.ts'
import { conditionMark, type ConditionOf } from './condition-marks.ts'
import { personMark } from './person-marks.ts'
import { organizationOwners } from './standing.ts'
import type { TicketJudgment } from './ticket.ts'

/** What the bot says, and how what it answers ended, for our records. Markdown; people are marks (`person-marks.ts`). */
export interface Answer {
  readonly outcome: string
  readonly text: string
}

const answer = (outcome: string, text: string): Answer => ({ outcome, text })
const write = (kind: keyof typeof commandForms): string => markdownCode(commandForms[kind])
const onDay = (date: Date): string => `${date.toISOString().slice(0, 10)} (UTC)`
const onMinute = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Teams without the sign that would notify all of their members. */
export const teamsInWords = (names: readonly string[]): string =>
  [...new Set(names)].map(wordsOf).join(' or ')

function wordsOf(name: string): string {
  if (name === '$owners') return 'owners of the repository'
  if (name === organizationOwners) return 'owners of the organization'
  return markdownCode(name)
}

const wanted = (rules: readonly ApprovalRule[]): string =>
  rules.map((rule) => `- ${escapeMarkdown(wantedApprovals(rule))}`).join('\n')

/**
 * Counts and a link: who reads the issue may not be allowed to see the repository.
 * @param page where whoever may reads what was found and what is wanted
 */
export function readinessInWords(readiness: Readiness | undefined, page: string): string {
  if (!readiness) return 'Nothing is decided about it yet.'
  const { outcome, met, unmet, unknown } = readiness
  const words = outcome === 'needs-approval' ? 'needs approval' : outcome
  return `Decision now: **${words}**. Reasons: ${met} met, ${unmet} unmet, ${unknown} unknown. Who can read the repository sees what was found and wanted [there](${page}), or with \`gatehouse why\`.`
}

export const answers = {
  malformed: (problem: string) => answer('malformed', problem),
  edited: answer('edited', 'What was edited does not count. Write the command in a new comment.'),
  byApp: answer(
    'by-app',
    "What an App writes in somebody's name does not count. Write the command yourself, on GitHub.",
  ),
  moved: answer(
    'moved',
    'This issue came from another repository, so commands in it do not count. Open a new one here.',
  ),
  waits: answer(
    'waiting',
    'This waits: what it depends on could not be read just now, so it is neither a yes nor a no. It is tried again by itself.',
  ),
  noSuchRepository: answer(
    'no-such-repository',
    `There is no such repository here that you can see. Write ${write('request')}.`,
  ),
  alreadyOpen: (issue: number | null) =>
    answer('already-open', `It is asked for already${issue === null ? '' : `, in #${issue}`}.`),
  denied: (group: string) =>
    answer(
      'denied-by-policy',
      `The policy denies it: group ${markdownCode(group)}. Only a change of the policy can allow it.`,
    ),
  needsNone: (group: string) =>
    answer(
      'needs-none',
      `The policy's group ${markdownCode(group)} asks for no approval: what holds in the repository decides alone.`,
    ),
  openedElsewhere: (repository: string) =>
    answer(
      'opened',
      `This issue is about another request, so ${markdownCode(repository)} gets one of its own.`,
    ),
  opened: (opened: Opened) => answer('opened', openedText(opened)),
  noRequest: answer('no-request', `No request was made in this issue. Write ${write('request')}.`),
  alreadyApproved: answer(
    'already-approved',
    `This request is approved already. To make it last longer, write ${write('renew')}.`,
  ),
  over: answer('over', `This request is over. A new one is needed: write ${write('request')}.`),
  twice: answer('twice', 'You have approved this request already; an approval counts once.'),
  notYourOwn: (rules: readonly ApprovalRule[]) =>
    answer(
      'own-request',
      `Who asks cannot approve. Somebody else of ${teamsInWords(rules.flatMap(({ by }) => by))} has to.`,
    ),
  notYou: (names: readonly string[]) =>
    answer('not-allowed', `This changes nothing: it is for ${teamsInWords(names)}, by what GitHub says now.`),
  approvedPartly: ({ by, repository, until, isCut, condition, rules, given }: ApprovedPartly) =>
    answer(
      'approved',
      `Approved by ${personMark(by)} until ${onDay(until)}${cut(isCut)}, for ${markdownCode(repository)}: ${given} so far. Still wanted:\n\n${wanted(rules)}${besides(condition)}`,
    ),
  approved: ({ by, repository, page, until, isCut, condition, readiness, requestedBy }: Approved) =>
    answer(
      'approved',
      `Approved by ${personMark(by)} until ${onDay(until)}${cut(isCut)}, for ${markdownCode(repository)}. ${personMark(requestedBy)}: it is connected as soon as everything else that the policy wants holds.\n\n${readinessInWords(readiness, page)} (as it was before this approval)${besides(condition)}`,
    ),
  ticket: ({ system, approved }: WantedTicket, judged: Extract<TicketJudgment, { readonly may: 'no' }>) =>
    answer(
      `ticket-${judged.why}`,
      `This changes nothing: the policy wants a ticket of ${markdownCode(system)} that is ${approved.map(markdownCode).join(' or ')}. ${ticketWords(judged)} Write ${markdownCode('/gatehouse approve 90d SEC-12')} when there is one.`,
    ),
  withdrawn: answer('withdrawn', 'The request is withdrawn.'),
  refused: ({ by, requestedBy }: { readonly by: string; readonly requestedBy: string }) =>
    answer('denied', `Denied by ${personMark(by)}. ${personMark(requestedBy)}: nothing is connected by it.`),
  nothingToRevoke: answer('nothing-to-revoke', 'There is no approval and no open request to be ended.'),
  revoked: ({ by, repository, approvals }: Revoked) =>
    answer(
      'revoked',
      `Revoked by ${personMark(by)}: ${approvals === 1 ? 'one approval' : `${approvals} approvals`} of ${markdownCode(repository)} ended. It is disconnected where Gatehouse may do so. To get it back, a new request is needed.`,
    ),
  noEmergency: answer(
    'no-emergency',
    'The policy has no emergency access (`requests.emergency`). Ask for access instead.',
  ),
  emergencyRuns: (until: Date) =>
    answer('emergency-runs', `Emergency access is in force already, until ${onMinute(until)}.`),
  emergency: ({ by, repository, until }: Emergency) =>
    answer(
      'emergency',
      `**Emergency access** to ${markdownCode(repository)} by ${personMark(by)}, until ${onMinute(until)}. It ends by itself. An issue for its review is opened now.`,
    ),
} as const

type WantedTicket = NonNullable<RequestSettings['ticket']>

function ticketWords(judged: Extract<TicketJudgment, { readonly may: 'no' }>): string {
  if (judged.why === 'none') return 'None was named.'
  return judged.why === 'not-there'
    ? 'There is no such ticket there.'
    : `This one is ${markdownCode(judged.status)}.`
}

const cut = (isCut: boolean): string => (isCut ? ', the longest that the policy lets' : '')

/** A paragraph of its own: Gatehouse does not look whether it holds, and says so. */
const besides = (condition: ConditionOf | undefined): string =>
  condition ? `\n\nOn a condition, which people have to see to:\n\n> ${conditionMark(condition)}` : ''

interface Approved {
  readonly by: string
  readonly repository: string
  readonly until: Date
  readonly isCut: boolean
  readonly condition: ConditionOf | undefined
  readonly page: string
  readonly readiness: Readiness | undefined
  readonly requestedBy: string
}
interface ApprovedPartly extends Omit<Approved, 'page' | 'readiness' | 'requestedBy'> {
  readonly rules: readonly ApprovalRule[]
  readonly given: number
}
interface Revoked {
  readonly by: string
  readonly repository: string
  readonly approvals: number
}
interface Emergency {
  readonly by: string
  readonly repository: string
  readonly until: Date
}

export interface Opened {
  readonly repository: string
  /** Where whoever can read it reads more. */
  readonly page: string
  readonly rules: readonly ApprovalRule[]
  readonly readiness: Readiness | undefined
  readonly by: string
  readonly answerBy: Date
}

/** What stands under a new request, in a comment or in the issue that is made for it. */
export function openedText({ repository, page, rules, readiness, by, answerBy }: Opened): string {
  const lines = [
    `${personMark(by)} asks that Claude may reach ${markdownCode(repository)}.`,
    readinessInWords(readiness, page),
    rules.length === 0
      ? 'Which rule applies is not known yet.'
      : `Wanted:\n\n${wanted(rules)}\n\nThey write ${write('approve')} or ${write('deny')}, by ${onDay(answerBy)}; then they are reminded.`,
  ]
  return lines.join('\n\n')
}

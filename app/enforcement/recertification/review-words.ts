import { commandForms } from '../requests/command.ts'
import { mention } from '../requests/person-marks.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'
import type { Review, ReviewItem } from './recertification.ts'

/**
 * Stands for the reviewers in texts that are kept, as the audit log keeps them: they may be people, whose names are read when the
 * text is sent.
 */
export const reviewersMark = (review: string): string => `{reviewers:${review}}`
const marks = /\{reviewers:([0-9]+)\}/g

/** Our ids of the reviews whose reviewers a text names. */
export const reviewsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(marks)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
]

/** @param mentions by the review's id */
export const withReviewers = (text: string, mentions: ReadonlyMap<string, string>): string =>
  text.replaceAll(marks, (_, id: string) => mentions.get(id) ?? 'The owners of Gatehouse')

/** Those who are asked, so that GitHub tells them. */
export function mentionsOf(reviewers: readonly string[]): string | undefined {
  const names = reviewers
    .filter((one) => /^@?[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)?$/i.test(one))
    .map((one) => mention(one.replace(/^@/, '')))
  return names.length === 0 ? undefined : names.join(', ')
}

const write = (kind: 'keep' | 'drop'): string => markdownCode(commandForms[kind])
const approvals = (count: number): string => (count === 1 ? 'One approval' : `${count} approvals`)
export const onDay = (date: Date): string => `${date.toISOString().slice(0, 10)} (UTC)`

export const reviewTitle = (count: number): string =>
  `Recertification: ${approvals(count).toLowerCase()} to confirm`

/** What stands in the issue, above its list. */
export const askedText = (
  review: string,
  {
    count,
    dueDays,
    graceDays,
  }: { readonly count: number; readonly dueDays: number; readonly graceDays: number },
): string =>
  [
    `${reviewersMark(review)}: ${approvals(count)} of Claude's access ${count === 1 ? 'is' : 'are'} to be confirmed within ${dueDays} days. Is it still needed, and still right?`,
    `For what is, write ${write('keep')}; ${markdownCode('/gatehouse keep all')} is for everything that is open here. For what is not, write ${write('drop')}.`,
    `What nobody confirms in time ends ${graceDays} days after that. Who asked for an access does not confirm it, unless the policy lets them.`,
  ].join('\n\n')

/** Numbers and links alone: who reads the issue may not be allowed to see the repositories. */
export const listInWords = (items: readonly ReviewItem[]): string =>
  items.map(({ number, issue }) => `${number}. ${issue === null ? unnamed : `#${issue}`}`).join('\n')

const unnamed = 'without an issue; `gatehouse recertify` names it'

export const noticeText = ({ id }: Review, open: number, due: Date): string =>
  `${reviewersMark(id)}: ${approvals(open)} above ${open === 1 ? 'is' : 'are'} not confirmed yet. The time for it ends on ${onDay(due)}.`

export const overdueText = ({ id }: Review, open: number, ends: Date): string =>
  `${reviewersMark(id)}: the time is over, and ${approvals(open).toLowerCase()} above ${open === 1 ? 'is' : 'are'} not confirmed. They end on ${onDay(ends)}, unless they are kept before that.`

export const lapsedText = (count: number): string =>
  `${approvals(count)} above ended, because nobody confirmed ${count === 1 ? 'it' : 'them'}. To get one back, a new request is needed.`

import type { RequestSettings } from '../../../policies/policy-changes.ts'
import { ownersOf } from '../requests/end-access.ts'
import { judgeMember, type Standings } from '../requests/standing.ts'
import type { Review, ReviewItem } from './recertification.ts'

/** What reviewers write in the issue of their review. */
export type ReviewCommand =
  | { readonly kind: 'keep'; readonly numbers: Numbers }
  | { readonly kind: 'drop'; readonly numbers: Numbers; readonly reason: string }

/** `all`: everything that is open. */
export type Numbers = 'all' | readonly number[]

export interface AnswerSituation {
  readonly command: ReviewCommand
  /** undefined: the issue is that of none. */
  readonly review: Review | undefined
  /** Their opaque id. */
  readonly actor: string
  readonly standings: Standings
  readonly settings: RequestSettings
  /** Repositories of which also who asked may confirm. */
  readonly selfApproved: ReadonlySet<string>
}

export type JudgedAnswer =
  | { readonly outcome: 'waiting' }
  | { readonly outcome: 'no-review' }
  | { readonly outcome: 'not-allowed'; readonly names: readonly string[] }
  | {
      readonly outcome: 'answered'
      readonly review: Review
      readonly items: readonly ReviewItem[]
      /** Left out, because who answers asked for them. */
      readonly own: number
      /** Numbers that are not open here. */
      readonly strange: number
      /** Open after this. */
      readonly left: number
    }

/** Who may answer a review: who was asked, and the Gatehouse owners. */
export const whoAnswers = (
  { reviewers }: Pick<Review, 'reviewers'>,
  settings: RequestSettings,
): readonly string[] => [...new Set([...reviewers, ...ownersOf(settings)])]

/** What becomes of an answer. Pure. */
export function judgeAnswer(situation: AnswerSituation): JudgedAnswer {
  const { command, review, actor, standings, settings, selfApproved } = situation
  if (!review) return { outcome: 'no-review' }
  const names = whoAnswers(review, settings)
  const { may } = judgeMember(names, standings)
  if (may === 'unknown') return { outcome: 'waiting' }
  if (may === 'no') return { outcome: 'not-allowed', names }
  const open = review.items.filter(isOpen)
  const { numbers } = command
  const meant = numbers === 'all' ? open : open.filter(({ number }) => numbers.includes(number))
  const strange = numbers === 'all' ? 0 : new Set(numbers).size - meant.length
  // To let go of what one asked for harms nobody.
  const items =
    command.kind === 'drop'
      ? meant
      : meant.filter(
          ({ requestedBy, repository }) => !requestedBy.includes(actor) || selfApproved.has(repository),
        )
  const own = meant.length - items.length
  return { outcome: 'answered', review, items, own, strange, left: open.length - items.length }
}

/** Whether there is something to confirm. */
export const isOpen = ({ state, approvals, isRenewed }: ReviewItem): boolean =>
  state === 'open' && approvals.length > 0 && !isRenewed

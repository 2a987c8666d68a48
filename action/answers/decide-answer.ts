import { endOfDay } from '../../policies/fields.ts'
import type { AllowlistDecisions } from '../../policies/policy-allowlist.ts'
import type { NewEntry } from '../../policies/add-entries.ts'
import { entryOf } from './entry-of.ts'
import type { Answer, Claim } from './read-answer.ts'
import type { Asked } from './threads.ts'

/** What somebody is to those who may decide, as GitHub says now; unknown: it could not be read. */
export type Standing = 'yes' | 'no' | 'unknown'

export interface AnswerSituation {
  readonly answer: Answer
  readonly asked: Asked
  readonly fingerprint: string
  readonly decisions: AllowlistDecisions
  readonly standing: Standing
  /** Logins of everybody who wrote a part of the change; undefined: that is not known of all of it. */
  readonly authors: readonly string[] | undefined
  /** What somebody asked for about the same finding, and nobody has decided. */
  readonly request: { readonly asked: Asked; readonly claim: Claim } | undefined
  /** As `acme/web#17`. */
  readonly target: string
  readonly now: Date
}

export type Decision =
  | {
      readonly outcome: 'recorded'
      readonly entry: NewEntry
      /** The comments that are settled by it. */
      readonly settles: readonly Asked[]
      /** The policy lets it last less long than was wanted. */
      readonly isCut: boolean
    }
  | { readonly outcome: 'denied'; readonly settles: readonly Asked[]; readonly reason: string }
  | { readonly outcome: 'requested' | 'waiting'; readonly claim: Claim; readonly due: Date }
  /** An approval of somebody about whom could not be read whether they may; it waits and is asked again. */
  | { readonly outcome: 'unread' }
  | { readonly outcome: 'refused'; readonly why: RefusalReason }

export type RefusalReason = 'over' | 'no-request' | 'own-request' | 'own-change' | 'not-allowed'

const dayLength = 24 * 60 * 60 * 1000

/** What comes of an answer that is understood. Pure: all that it depends on is in the situation. */
export function decideAnswer(situation: AnswerSituation): Decision {
  const { answer } = situation
  if (answer.kind === 'approve' || answer.kind === 'deny') return decideRequest(situation, answer)
  return decideClaim(situation, answer)
}

function decideClaim(situation: AnswerSituation, claim: Claim): Decision {
  const { asked, decisions, standing, now } = situation
  if (claim.kind !== 'rotated' && claim.until !== undefined && endOfDay(claim.until) <= now.getTime())
    return { outcome: 'refused', why: 'over' }
  if (standing === 'yes' && mayDecideHere(situation)) return recorded(situation, asked, claim, [asked])
  const due = new Date(now.getTime() + decisions.answerWithinDays * dayLength)
  const isUnread = standing === 'unknown' && mayDecideHere(situation)
  return { outcome: isUnread ? 'waiting' : 'requested', claim, due }
}

function decideRequest(
  situation: AnswerSituation,
  answer: Extract<Answer, { kind: 'approve' | 'deny' }>,
): Decision {
  const { asked, request, standing, now } = situation
  if (!request) return { outcome: 'refused', why: 'no-request' }
  if (!mayDecideHere(situation)) return { outcome: 'refused', why: 'own-change' }
  if (standing === 'no') return { outcome: 'refused', why: 'not-allowed' }
  if (standing === 'unknown') return { outcome: 'unread' }
  if (answer.kind === 'deny')
    return { outcome: 'denied', settles: [request.asked, asked], reason: answer.reason }
  if (isSame(request.asked.said.by.login, asked.said.by.login))
    return { outcome: 'refused', why: 'own-request' }
  const { claim } = request
  if (claim.kind !== 'rotated' && claim.until !== undefined && endOfDay(claim.until) <= now.getTime())
    return { outcome: 'refused', why: 'over' }
  return recorded(situation, request.asked, claim, [request.asked, asked])
}

/** Whoever wrote a part of the change does not decide what may pass in it. */
const mayDecideHere = ({ asked, authors, decisions }: AnswerSituation): boolean =>
  decisions.ownChange ||
  (authors !== undefined && !authors.some((author) => isSame(author, asked.said.by.login)))

/** Logins are the same in capitals and small letters. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

function recorded(
  { asked, fingerprint, decisions, target, now }: AnswerSituation,
  from: Asked,
  claim: Claim,
  settles: readonly Asked[],
): Decision {
  const approver = asked.said.by.login
  const { entry, isCut } = entryOf({
    claim,
    fingerprint,
    approver,
    by: from.said.by.login,
    url: from.said.url,
    target,
    maxDays: decisions.maxDays,
    now,
  })
  return { outcome: 'recorded', entry, isCut, settles }
}

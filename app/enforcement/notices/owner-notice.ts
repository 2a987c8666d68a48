import type { Reason } from '../../../policies/readiness.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { isForFindingsAlone } from '../effects/until-fixed.ts'
import type { MadeDecision } from '../records.ts'
import type { IssueText } from './kept-issue.ts'
import { noticeText } from './notice-text.ts'

export interface NoticeSubject {
  readonly decision: Pick<MadeDecision, 'outcome' | 'reasons' | 'mode' | 'group'>
  readonly policy: Pick<Policy, 'changes' | 'groups' | 'disconnectUntilFixed'>
  /** Whether an assistant reaches it by some path, for sure. */
  readonly isConnected: boolean
  /** Whether by its App, of which Gatehouse can take it. */
  readonly isOnApp: boolean
  /** Whether Gatehouse has taken a connection of it, once. */
  readonly wasTaken: boolean
  /** Whether it was taken until what was found is fixed, and not given back. */
  readonly isTakenUntilFixed: boolean
  /** Until when a connection may stay although it is not approved. */
  readonly stayUntil: Date | undefined
  /** When it loses its connections because of what stands open in it. */
  readonly disconnectAt: Date | undefined
  readonly now: Date
}

/** When a connection goes; `never`: nothing of it is taken as things are. */
export type Deadline = Date | 'now' | 'never'

/** What is told of. `settled`: nothing any more. */
export type NoticeKind =
  | { readonly kind: 'ends'; readonly by: Deadline; readonly isForFindings: boolean }
  | { readonly kind: 'taken-until-fixed' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'settled' }

export interface OwnerNotice extends IssueText {
  /** Whether it is worth an issue where there is none. */
  readonly isNews: boolean
}

/**
 * What a repository's owners are told: that its connection is not allowed, or goes, or is gone, why, and what to do. Pure.
 * @returns undefined: what is known says neither that it is right nor that it is not, so all stays as it was told
 */
export function ownerNotice(subject: NoticeSubject): OwnerNotice | undefined {
  if (subject.decision.outcome === 'unknown') return undefined
  const told = kindOf(subject)
  const isOpen = told.kind === 'ends' || told.kind === 'taken-until-fixed'
  const reasons = told.kind === 'settled' ? [] : subject.decision.reasons.filter(isAgainst)
  return {
    isOpen,
    title: titleOf(told),
    text: noticeText(told, subject.decision.outcome, reasons),
    isNews: told.kind !== 'settled',
  }
}

const isAgainst = ({ state, advisory }: Reason): boolean => state === 'unmet' && advisory !== true

function kindOf(subject: NoticeSubject): NoticeKind {
  const { decision, isConnected, wasTaken, isTakenUntilFixed, disconnectAt } = subject
  const isGrave = disconnectAt !== undefined
  if (!isConnected && isTakenUntilFixed && isGrave) return { kind: 'taken-until-fixed' }
  const isAllowed = decision.outcome === 'allowed'
  if (isConnected && (!isAllowed || isGrave))
    return {
      kind: 'ends',
      by: deadline(subject),
      isForFindings: isAllowed || isForFindingsAlone(decision.reasons),
    }
  return !isConnected && wasTaken && !isAllowed ? { kind: 'taken' } : { kind: 'settled' }
}

function deadline({ decision, policy, isOnApp, stayUntil, disconnectAt, now }: NoticeSubject): Deadline {
  if (!policy.changes.connections || !isOnApp) return 'never'
  const comes = timeOf(decision, policy, stayUntil, disconnectAt, now)
  if (decision.mode === 'enforce') return comes
  const group = policy.groups.find(({ name }) => name === decision.group)
  // Until its day a group only tells; in `notify` it never does more.
  if (group?.mode !== 'enforce' || group.enforceFrom === undefined || comes === 'never') return 'never'
  const day = new Date(`${group.enforceFrom}T00:00:00Z`)
  return comes === 'now' || comes < day ? day : comes
}

function timeOf(
  { outcome, reasons }: NoticeSubject['decision'],
  { disconnectUntilFixed }: NoticeSubject['policy'],
  stayUntil: Date | undefined,
  disconnectAt: Date | undefined,
  now: Date,
): Deadline {
  const grave = disconnectAt === undefined ? 'never' : disconnectAt <= now ? 'now' : disconnectAt
  if (outcome === 'allowed') return grave
  if (outcome === 'denied') return disconnectUntilFixed && isForFindingsAlone(reasons) ? grave : 'now'
  return stayUntil !== undefined && now < stayUntil ? stayUntil : 'now'
}

const dayOf = (date: Date): string => `${date.toISOString().slice(0, 10)} (UTC)`

function titleOf(told: NoticeKind): string {
  if (told.kind === 'taken') return 'Claude was disconnected from this repository'
  if (told.kind === 'taken-until-fixed')
    return 'Claude was disconnected from this repository until what was found is fixed'
  if (told.kind === 'settled') return 'Access of Claude to this repository: settled'
  if (told.by === 'never') return 'Claude may not reach this repository by the policy'
  const when = told.by === 'now' ? 'now' : `on ${dayOf(told.by)}`
  return told.isForFindings
    ? `Claude is disconnected from this repository ${when}, unless what was found is fixed`
    : `Claude is disconnected from this repository ${when}`
}

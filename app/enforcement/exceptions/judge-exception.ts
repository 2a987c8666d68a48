import canonicalize from 'canonicalize'
import type { Waived } from '../../../policies/exception.ts'
import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { Group } from '../../../policies/resolve-policy.ts'
import { checkOf } from '../../../policies/checks/index.ts'
import type { ActsFor } from '../approvals/approval.ts'
import type { AccessRequest } from '../requests/access-request.ts'
import { ownersOf } from '../requests/end-access.ts'
import { judgeMember, type Standings } from '../requests/standing.ts'
import type { ExceptionCommand } from './exception-command.ts'
import type { RecordedException } from './exception.ts'

const day = 24 * 60 * 60 * 1000

/** Who may grant an exception, and end one. */
export const whoExcepts = (settings: RequestSettings): readonly string[] =>
  settings.exceptions?.by ?? ownersOf(settings)

export interface ExceptionSituation {
  readonly command: Extract<ExceptionCommand, { readonly kind: 'except' }>
  /** The newest request of the issue. */
  readonly request: Pick<AccessRequest, 'requestedBy'> | undefined
  readonly isThere: boolean
  /** Opaque id. */
  readonly actor: string
  /** What decides about the repository; undefined: that is not settled now. */
  readonly group: Pick<Group, 'name' | 'access' | 'conditions'> | undefined
  /** Of the repository, that nobody has ended. */
  readonly exceptions: readonly RecordedException[]
  readonly standings: Standings
  readonly settings: RequestSettings
  readonly now: Date
}

export type JudgedException =
  | {
      readonly outcome:
        | 'waiting'
        | 'no-exceptions'
        | 'no-request'
        | 'own-request'
        | 'not-wanted'
        | 'excepted-already'
    }
  | { readonly outcome: 'denied-by-policy'; readonly group: string }
  | { readonly outcome: 'not-allowed'; readonly names: readonly string[] }
  | {
      readonly outcome: 'excepted'
      readonly expiresAt: Date
      readonly isCut: boolean
      readonly actsFor: readonly ActsFor[]
    }

/** Whether a condition, or a class of findings, is waived. Pure. */
export function judgeException(situation: ExceptionSituation): JudgedException {
  const { command, request, isThere, actor, group, exceptions, standings, settings, now } = situation
  if (!settings.exceptions) return { outcome: 'no-exceptions' }
  if (!request || !isThere) return { outcome: 'no-request' }
  const names = whoExcepts(settings)
  const judged = judgeMember(names, standings)
  if (judged.may === 'unknown') return { outcome: 'waiting' }
  if (judged.may === 'no') return { outcome: 'not-allowed', names }
  if (request.requestedBy === actor) return { outcome: 'own-request' }
  if (!group) return { outcome: 'waiting' }
  if (group.access === 'deny') return { outcome: 'denied-by-policy', group: group.name }
  const { waived } = command
  const isWanted = group.conditions.some(({ name, advisory }) => !advisory && isAbout(waived, checkOf(name)))
  if (!isWanted) return { outcome: 'not-wanted' }
  const isExcepted = exceptions.some(
    (one) => canonicalize(one.waived) === canonicalize(waived) && one.expiresAt > now,
  )
  if (isExcepted) return { outcome: 'excepted-already' }
  const days = Math.min(command.days, settings.exceptions.maxDays)
  return {
    outcome: 'excepted',
    expiresAt: new Date(now.getTime() + days * day),
    isCut: days < command.days,
    actsFor: judged.actsFor,
  }
}

/** Findings can be waived where the policy wants anything that a scan answers. */
const isAbout = (waived: Waived, { id, needs }: ReturnType<typeof checkOf>): boolean =>
  'check' in waived ? waived.check === id : needs === 'scan'

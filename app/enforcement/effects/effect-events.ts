import type { NewAuditEvent } from '../audit/event.ts'
import { digestOfIssue } from '../notices/kept-issue.ts'
import type { Effect, FinalState } from './effect.ts'
import type { EffectAction } from './effect-action.ts'

type Told = Pick<Effect, 'id' | 'repository' | 'organization' | 'action' | 'reason'>

const subjectOf = ({ repository, organization }: Told): string =>
  repository === null ? `organization:${organization}` : `repository:${repository}`

/** What issues say is not for everybody who reads the log; by its digest it is known again. */
const toldOf = (action: EffectAction): NewAuditEvent['data'] => {
  if (action.kind !== 'owner-notice' && action.kind !== 'manual-steps') return { ...action }
  const { text: _, ...rest } = action
  return { ...rest, digest: digestOfIssue(action) }
}

/** Each effect has one of these. */
export const plannedEvent = (effect: Told & Pick<Effect, 'policy' | 'mode'>): NewAuditEvent => ({
  kind: 'effect.planned',
  actor: null,
  subject: subjectOf(effect),
  data: {
    effect: effect.id,
    action: toldOf(effect.action),
    reason: effect.reason,
    policy: effect.policy,
    mode: effect.mode,
  },
})

/** Any number of these: it is recorded before GitHub is asked, so that a process that dies meanwhile has told. */
export const attemptedEvent = (effect: Told, attempt: number): NewAuditEvent => ({
  kind: 'effect.attempted',
  actor: null,
  subject: subjectOf(effect),
  data: { effect: effect.id, kind: effect.action.kind, attempt },
})

/** It waits for a person. */
export const waitingEvent = (effect: Told, state: 'held' | 'manual', why: string): NewAuditEvent => ({
  kind: 'effect.waiting',
  actor: null,
  subject: subjectOf(effect),
  data: { effect: effect.id, kind: effect.action.kind, state, why },
})

/** And exactly one of these. */
export const finalEvent = (effect: Told, state: FinalState, why: string | null): NewAuditEvent => ({
  kind: `effect.${state}`,
  actor: null,
  subject: subjectOf(effect),
  data: { effect: effect.id, kind: effect.action.kind, why },
})

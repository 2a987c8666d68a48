import { createHash } from 'node:crypto'
import type { Decision } from '../../../policies/decide.ts'
import type { CheckRun } from '../github-writes.ts'
import type { Reach } from '../inventory/reach.ts'
import { readinessOf } from '../requests/readiness.ts'
import type { ButtonName } from './buttons.ts'

/** The name of the check and of the commit status, by which a ruleset can require them. */
export const decisionCheckName = 'gatehouse'

export interface CheckedDecision {
  readonly decision: Pick<Decision, 'outcome' | 'reasons'>
  readonly reaches: readonly Pick<Reach, 'state'>[]
  /** Until when a connection may stay that is not allowed; undefined: it may not. */
  readonly stayUntil: Date | undefined
  /** Whether access was asked for and nobody has answered. */
  readonly isAskedFor: boolean
  readonly now: Date
}

/** What the check of a repository says, whatever the commit. */
export interface DecisionCheck {
  readonly conclusion: CheckRun['conclusion']
  readonly title: string
  readonly summary: string
  readonly buttons: readonly ButtonName[]
  /** By which it is known again what was said. */
  readonly digest: string
}

/**
 * What is shown of a decision on commits. It stands in the way of a merge only where an assistant reaches what it may not: a
 * repository that nobody wants connected goes on as before. Counts alone, since what is public everybody reads. Pure.
 */
export function decisionCheck(checked: CheckedDecision): DecisionCheck {
  const { decision, isAskedFor } = checked
  const { outcome } = decision
  const isIntruded = isAgainst(checked)
  const { met, unmet, unknown } = readinessOf(decision)
  const said = {
    conclusion: isIntruded ? 'action_required' : outcome === 'allowed' ? 'success' : 'neutral',
    title: isIntruded ? `Claude reaches this repository, and ${titles[outcome]}` : capital(titles[outcome]),
    summary: [
      `${met} of its conditions hold, ${unmet} do not, ${unknown} could not be read.`,
      isIntruded ? 'Take the connection away, or have it approved.' : '',
      isAskedFor ? 'Access was asked for, and waits for an answer.' : '',
      '`gatehouse why owner/repository` tells each reason to those who may read them.',
    ]
      .filter((line) => line !== '')
      .join('\n\n'),
    buttons: [
      ...(outcome === 'needs-approval' && !isAskedFor ? (['request-access'] as const) : []),
      'look-again',
    ],
  } as const satisfies Omit<DecisionCheck, 'digest'>
  return {
    ...said,
    digest: createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16),
  }
}

const titles: Readonly<Record<Decision['outcome'], string>> = {
  allowed: 'Claude is allowed here',
  denied: 'Claude is denied here',
  'needs-approval': 'Claude needs an approval here',
  unknown: 'whether Claude is allowed here is not known',
}
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** What could not be read stands in nobody's way, and neither does what was connected before governance began and has its time. */
function isAgainst({ decision: { outcome }, reaches, stayUntil, now }: CheckedDecision): boolean {
  if (outcome !== 'denied' && outcome !== 'needs-approval') return false
  if (stayUntil !== undefined && now < stayUntil) return false
  return reaches.some(({ state }) => state === 'connected')
}

import type { Approval } from '../../../policies/judge-approvals.ts'
import type { TeamNames } from './team-names.ts'

/** What somebody acted for when they approved. */
export interface ActsFor {
  /** `acme/security`, or `$owners`. */
  readonly name: string
  /** GitHub's numeric id of the team, by which it is known when it is renamed; missing for `$owners`. */
  readonly githubId?: number
}

/** An approval as it is recorded; people are opaque ids. */
export interface RecordedApproval {
  readonly id: string
  /** Our id of the request that it answers; null: it was rebuilt from a record, or answers none. */
  readonly request: string | null
  readonly kind: 'approval' | 'emergency'
  readonly by: string
  readonly requestedBy: string
  readonly actsFor: readonly ActsFor[]
  readonly grantedAt: Date
  readonly expiresAt: Date
}

type JudgedApproval = Omit<RecordedApproval, 'id' | 'request'>

/**
 * As the policy judges it: a team counts by its number under every name by which the policy may call it.
 * @param names undefined: by the names that were recorded
 */
export const judged = (
  { kind, by, requestedBy, actsFor, grantedAt, expiresAt }: JudgedApproval,
  names?: TeamNames,
): Approval => ({
  by,
  requestedBy,
  actsFor: {
    known: true,
    value: actsFor.flatMap(({ name, githubId }) =>
      githubId === undefined || names === undefined ? [name] : names.of(githubId, name),
    ),
  },
  ...(names && actsFor.some(({ githubId }) => githubId !== undefined) && { mayActFor: names.unknown }),
  grantedAt: grantedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  ...(kind === 'emergency' && { isEmergency: true }),
})

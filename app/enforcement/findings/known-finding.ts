import type { Rotation } from '../../../policies/assessed-finding.ts'
import type { Finding } from '../../../scanner/engine/finding.ts'

/**
 * Where a finding is on its way. `fixed-at-tip`: a secret that is not in the files any more and still in history, where everybody
 * who clones has it, so it must be rotated. `rotated`: replaced at its service, with evidence. `gone`: in no commit that a branch
 * or tag leads to any more; or, of a file that should not be there, out of the files.
 */
export const findingStates = [
  'open',
  'fixed-at-tip',
  'rotated',
  'false-positive',
  'risk-accepted',
  'gone',
] as const
export type FindingState = (typeof findingStates)[number]

/** Who saw it: our own scan, or GitHub's secret scanning alone. */
export type FindingSource = 'scan' | 'github'

/** A finding as it is recorded: the same rule, content and path, in whatever lines and commits. No secret text, masked paths. */
export interface KnownFinding {
  readonly rule: string
  readonly fingerprint: string
  readonly path: string
  readonly source: FindingSource
  readonly state: FindingState
  /** Why it is in that state, for people; null where the state says all. */
  readonly why: string | null
  readonly rotated: Rotation | null
  readonly firstSeenAt: Date
  /** Since when it is in this state. */
  readonly changedAt: Date
  /** The scan in which it was last seen. */
  readonly lastSeenAt: Date
  /** Its places as the scan told of them when it was last seen, the first ones where there are many. */
  readonly places: readonly Finding[]
}

/** The same finding, whatever became of it. */
export const keyOfFinding = ({
  rule,
  fingerprint,
  path,
}: Pick<KnownFinding, 'rule' | 'fingerprint' | 'path'>): string => `${rule}\0${fingerprint}\0${path}`

/** Whether it is a secret: by a secret rule, or by the place it stands in. */
export const isSecret = ({ kind, isSecret: isOne }: Pick<Finding, 'kind' | 'isSecret'>): boolean =>
  kind === 'secret' || isOne === true

import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { type Severity, severities } from '../../scanner/engine/rule.ts'

/**
 * What a comment says of its finding. `open`: it stands in the change; `removed`: a later commit of the change took it out of the files,
 * and the secret was published all the same; `fixed`: it is not in the change any more; `settled`: people have judged it.
 */
export const commentStates = ['open', 'removed', 'fixed', 'settled'] as const
export type CommentState = (typeof commentStates)[number]

/** By what a comment is known again: one for each finding, however often the change is looked at, rebased or squashed. */
export interface Marker {
  readonly rule: string
  readonly fingerprint: string
  readonly severity: Severity
  readonly state: CommentState
}

// At the end alone: text of others that a comment quotes must make no mark.
const form = new RegExp(
  `<!-- gatehouse:finding ([a-z0-9-]+) (g1:[0-9a-f]{40}) (${severities.join('|')}) (${commentStates.join('|')}) -->\\s*$`,
)

/** Stands at the end of a comment, where nobody sees it. */
export const writeMarker = ({ rule, fingerprint, severity, state }: Marker): string =>
  `<!-- gatehouse:finding ${rule} ${fingerprint} ${severity} ${state} -->`

/** undefined where a comment has none at its end. Whether it is ours, only its author tells. */
export function readMarker(body: string): Marker | undefined {
  const [, rule, fingerprint, severity, state] = form.exec(body) ?? []
  const [isGraded, isStated] = [
    severities.find((one) => one === severity),
    commentStates.find((one) => one === state),
  ]
  if (rule === undefined || fingerprint === undefined || !isGraded || !isStated) return undefined
  return { rule, fingerprint, severity: isGraded, state: isStated }
}

/** Whether nothing has to be done about what a comment says. */
export const isDone = ({ state }: Marker): boolean => state === 'fixed' || state === 'settled'

export const keyOfFinding = ({ rule, fingerprint }: Pick<AssessedFinding, 'rule' | 'fingerprint'>): string =>
  `${rule}\0${fingerprint}`

/** Stands at the end of the review whose text is kept up to date. */
export const reviewMarker = '<!-- gatehouse:review -->'
export const isReviewMarked = (body: string): boolean => body.trimEnd().endsWith(reviewMarker)

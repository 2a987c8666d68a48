import type { AssessedFinding } from '../../policies/assessed-finding.ts'

/** By what a comment is known again: one for each finding, however often the change is looked at, rebased or squashed. */
export interface Marker {
  readonly rule: string
  readonly fingerprint: string
  /** Whether it says that the finding is gone. */
  readonly isFixed: boolean
}

const form = /<!-- gatehouse:finding ([a-z0-9-]+) (g1:[0-9a-f]{40})( fixed)? -->/

/** Stands at the end of a comment, where nobody sees it. */
export const writeMarker = ({ rule, fingerprint, isFixed }: Marker): string =>
  `<!-- gatehouse:finding ${rule} ${fingerprint}${isFixed ? ' fixed' : ''} -->`

export function readMarker(body: string): Marker | undefined {
  const [, rule, fingerprint, fixed] = form.exec(body) ?? []
  if (rule === undefined || fingerprint === undefined) return undefined
  return { rule, fingerprint, isFixed: fixed !== undefined }
}

export const keyOfFinding = ({ rule, fingerprint }: Pick<AssessedFinding, 'rule' | 'fingerprint'>): string =>
  `${rule}\0${fingerprint}`

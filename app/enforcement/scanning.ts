import type { FileEvidence } from '../../scanner/assistants/connection.ts'
import type { Policy } from '../../policies/resolve-policy.ts'
import type { CloneAccess } from './github.ts'

/** What is needed to look into a repository's content. */
export interface ScanRequest {
  /** Our ids. What was matched is remembered per organization. */
  readonly organization: string
  readonly repository: string
  readonly isPrivate: boolean
  readonly defaultBranch: string | null
  readonly settings: Policy['scanning']
  /** Asked when it is needed: it is good for about an hour. */
  readonly openClone: () => Promise<CloneAccess>
  readonly signal: AbortSignal
}

/** What else of a repository's content is evidence that an assistant reaches it. */
export interface ContentEvidence {
  /** What workflows say on branches other than the default one. */
  readonly otherWorkflows: readonly FileEvidence[]
  /** Commits that an assistant made, newest first, at most ten for each assistant. */
  readonly activity: readonly {
    readonly assistant: string
    readonly commit: string
    /** ISO 8601 */
    readonly at: string
  }[]
}

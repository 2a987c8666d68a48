import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Codeowners } from '../../policies/codeowners/codeowners.ts'
import type { Standards } from '../gather/read-standards.ts'
import type { Octokit, Place } from '../github.ts'
import type { Change } from '../subject.ts'

export interface FoundIn {
  readonly findings: readonly AssessedFinding[]
  /** Whether all of it was looked at, so that what is not among the findings is gone. */
  readonly isWhole: boolean
}

export interface Answering {
  readonly octokit: Octokit
  readonly place: Place
  /** By whom what is written with the token is. */
  readonly login: string
  /** Whether comments of this login are Gatehouse's. */
  readonly isOurs: (login: string) => boolean
  /** Path of the policy. */
  readonly policyFile: string
  readonly readStandards: (ref: string) => Promise<Standards>
  /** Everything that a change holds now. @throws BadInput where it cannot be looked at */
  readonly findingsOf: (change: Change, standards: Standards) => Promise<FoundIn>
  readonly now: () => Date
}

/** What a pull request is, and by what its findings are judged: by the base as it is now. */
export interface AboutPull {
  readonly change: Change
  readonly base: string
  readonly defaultBranch: string
  /** Who wrote it, as `readAuthors` says. */
  readonly authors: readonly string[] | undefined
  readonly standards: Standards
  readonly codeowners: Codeowners | undefined
}

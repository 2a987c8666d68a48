import type { Fact } from '../../policies/facts.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { OpenedOrganization } from './github.ts'

/** Under which a writer writes. */
export interface WritePermit {
  /** What the writer may do at most; its own guard holds it to that. */
  readonly mode: Mode
  /** Asked before every single write. @throws WritesStopped where nothing may be written now */
  readonly check: () => Promise<void>
}

/** A repository as GitHub takes it: some of its doors take numbers, others names. */
export interface NamedRepository {
  readonly githubId: number
  /** Without the owner. */
  readonly name: string
}

/** How many repositories GitHub takes in one call. */
export const mostInOneCall = 50

/** What another App's installation reaches. */
export interface InstallationState {
  readonly selection: 'all' | 'selected'
  /** All of the organization where it is on `all`. */
  readonly repositories: readonly NamedRepository[]
}

/** Changes which repositories another App's installation reaches, where GitHub lets anybody of ours. */
export interface InstallationWriter {
  /** By what it may: `none` is where only a person on GitHub's pages can. */
  readonly means: 'enterprise-app' | 'classic-token' | 'none'
  /** As GitHub has it now, never as it was remembered. */
  readonly read: (installation: number) => Promise<Fact<InstallationState>>
  /** @param repositories at most 50 */
  readonly add: (installation: number, repositories: readonly NamedRepository[]) => Promise<void>
  /** GitHub refuses to take the last one. @param repositories at most 50 */
  readonly remove: (installation: number, repositories: readonly NamedRepository[]) => Promise<void>
  /** From all repositories, or from others, to these alone; with an App of the enterprise. @param repositories 1 to 50 */
  readonly selectOnly: (installation: number, repositories: readonly NamedRepository[]) => Promise<void>
}

/** Everything that is changed on GitHub for one organization. Opened for one mode; each write asks its permit. */
export interface GitHubWriter {
  readonly installations: InstallationWriter
}

export type OpenWriter = (organization: OpenedOrganization, permit: WritePermit) => Promise<GitHubWriter>

/** Nothing may be written now, and why. It is no failure: what was to be written stays planned. */
export class WritesStopped extends Error {
  constructor(message: string) {
    super(message)
    // By this name Octokit knows that a request was given up on purpose.
    this.name = 'AbortError'
  }
}

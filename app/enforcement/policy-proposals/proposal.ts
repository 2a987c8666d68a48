import type { PullState } from '../github.ts'

/** A policy that somebody wrote in the console, to be proposed by a pull request. Ids are our own. */
export interface PolicyProposal {
  readonly id: string
  readonly organization: string
  /** The repository that holds the policy. */
  readonly repository: string
  /** One line. */
  readonly title: string
  /** Why; may be empty. */
  readonly note: string
  /** The whole file. */
  readonly text: string
  /** The commit that it was written from, in hex; null: there was no policy. */
  readonly base: string | null
  /** An opaque id. */
  readonly proposedBy: string
  /** The pull request, by GitHub's number; null: it is not opened yet. */
  readonly pull: number | null
}

export type NewProposal = Omit<PolicyProposal, 'id' | 'pull'>

/** What is read of proposals. */
export interface ProposalRecords {
  readonly byId: (id: string) => Promise<PolicyProposal | undefined>
  /** Those of an organization whose pull requests are open as far as is known. */
  readonly open: (organization: string) => Promise<readonly (PolicyProposal & { readonly pull: number })[]>
}

/** What is written of them. */
export interface ProposalRecorder {
  /** @returns our id */
  readonly add: (proposal: NewProposal, at: Date) => Promise<string>
  /** How its pull request stands. */
  readonly pull: (proposal: string, pull: number, state: PullState) => Promise<void>
}

/** What it is called among the things that Gatehouse makes. */
export const proposalKind = 'policy-proposal'
/** As what it is recorded that was made. */
export const proposalThing = 'pull-request'

/** The branch that its pull request comes from. @param id our id */
export const proposalBranch = (id: string): string => `gatehouse/policy-${id}`

import type { GitHubOrganization } from '../github.ts'
import type { Records } from '../records.ts'
import { proposalBranch, proposalThing } from './proposal.ts'

export interface ProposalFollowing {
  readonly organization: { readonly id: string }
  readonly github: Pick<GitHubOrganization, 'readPull'>
  readonly records: Pick<Records, 'proposals' | 'note'>
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  readonly now: () => Date
}

/** Records what became of pull requests with proposed policies. One that cannot be read stays as it was. */
export async function followProposals({
  organization,
  github,
  records,
  policyRepository,
  now,
}: ProposalFollowing): Promise<void> {
  for (const { id, pull, repository } of await records.proposals.open(organization.id)) {
    const state = await github.readPull(policyRepository, pull)
    if (!state.known || state.value === 'open') continue
    await records.note(async (recorder) => {
      const own = { organization: organization.id, repository, kind: proposalThing } as const
      const details = { branch: proposalBranch(id), proposal: id }
      await recorder.unmade({ ...own, reference: String(pull), details }, now())
      await recorder.proposals.pull(id, pull, state.value)
    })
  }
}

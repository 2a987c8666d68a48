import { GitMergeIcon, GitPullRequestClosedIcon, GitPullRequestIcon } from '@primer/octicons-react'
import { Link } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { api, read, type Schema } from '../../api.ts'
import { Mood } from '../mood.tsx'
import { Section } from '../section.tsx'
import { Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

type Proposal = Schema<'PolicyProposal'>

/** More are in the policy repository. */
const shown = 10
/** One that waits is opened within seconds. */
const againMs = 3000

/** What was proposed here, and what became of it. Of a policy that nobody ever proposed here nothing is said. */
export function Proposals({ organization }: { readonly organization: string }) {
  const { data } = useQuery({
    queryKey: ['policy-proposals', organization],
    queryFn: () =>
      read(
        api.GET('/api/v1/organizations/{organization}/policy/proposals', {
          params: { path: { organization }, query: { limit: shown } },
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'planned') === true ? againMs : false,
  })
  if (!data || data.items.length === 0) return null
  return (
    <Section
      title="Proposed here"
      note="Each is a pull request in the policy repository, and holds once it is merged."
    >
      <Rows label="Proposed here">
        {data.items.map((proposal) => (
          <Row
            key={proposal.id}
            title={
              proposal.pull ? (
                <Link href={proposal.pull.url} target="_blank" rel="noopener">
                  {proposal.title} <span>#{proposal.pull.number}</span>
                </Link>
              ) : (
                proposal.title
              )
            }
            more={
              <>
                {proposal.by ?? 'Somebody who was erased'}, <Time at={proposal.at} />
                {proposal.problem !== null && <p>It waits: {proposal.problem}.</p>}
              </>
            }
            end={<State state={proposal.state} />}
          />
        ))}
      </Rows>
    </Section>
  )
}

const states = {
  planned: { tone: 'muted', icon: GitPullRequestIcon, words: 'Is being opened' },
  open: { tone: 'accent', icon: GitPullRequestIcon, words: 'Open' },
  merged: { tone: 'success', icon: GitMergeIcon, words: 'Merged' },
  closed: { tone: 'muted', icon: GitPullRequestClosedIcon, words: 'Closed' },
  manual: { tone: 'attention', icon: GitPullRequestIcon, words: 'Waits for a person' },
  failed: { tone: 'danger', icon: GitPullRequestClosedIcon, words: 'GitHub did not take it' },
  withdrawn: { tone: 'muted', icon: GitPullRequestClosedIcon, words: 'Given up' },
} as const

function State({ state }: Pick<Proposal, 'state'>) {
  const { tone, icon, words } = states[state]
  return (
    <Mood tone={tone} icon={icon}>
      {words}
    </Mood>
  )
}

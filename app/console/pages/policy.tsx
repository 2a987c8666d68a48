import { LawIcon } from '@primer/octicons-react'
import { Banner } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { api, read, type Schema } from '../api.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Draft } from '../parts/policy/draft.tsx'
import { readProblemLine } from '../parts/policy/problems.ts'
import { Problems } from '../parts/policy/simulation.tsx'
import { Proposals } from '../parts/policy/proposals.tsx'
import { Versions } from '../parts/policy/versions.tsx'
import { Loaded } from '../parts/section.tsx'
import { useOrganizations } from '../queries.ts'
import { type OneOrganization, useOneOrganization } from '../shell/use-one-organization.ts'

/** What is allowed: the text, what another one would change, and what was in force before. */
export function PolicyPage() {
  const organization = useOneOrganization('read-policy')
  if (organization === undefined)
    return (
      <Page title="Policy" description={'\u00a0'}>
        {null}
      </Page>
    )
  if (organization === 'nobody')
    return (
      <Page title="Policy">
        <EmptyState title="There is no policy to be read" icon={LawIcon}>
          Each organization has one of its own, and whoever belongs to it may read it.
        </EmptyState>
      </Page>
    )
  return <OnePolicy key={organization.id} organization={organization} />
}

function OnePolicy({ organization }: { readonly organization: OneOrganization }) {
  const path = { organization: organization.id }
  const host = useOrganizations().find(({ id }) => id === organization.id)?.host ?? 'github.com'
  const query = useQuery({
    queryKey: ['policy', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/policy', { params: { path } })),
    // What somebody writes is not to be taken from under them.
    staleTime: Infinity,
  })
  return (
    <Page
      title="Policy"
      description={
        <>
          What is allowed in {organization.login}. In force: <code>{query.data?.name ?? '\u2007'}</code>
        </>
      }
    >
      <Loaded query={query} height={500}>
        {(policy) => (
          <>
            <NotFollowed policy={policy} />
            <Draft organization={organization} policy={policy} host={host} />
          </>
        )}
      </Loaded>
      <Proposals organization={organization.id} />
      <Versions organization={organization.id} inForce={query.data?.inForce?.id} />
    </Page>
  )
}

/** What was found last is another one than what is in force. */
function NotFollowed({ policy: { found, inForce } }: { readonly policy: Schema<'Policy'> }) {
  if (!found || found.id === inForce?.id || found.state === 'missing') return null
  return (
    <Banner
      variant="warning"
      title="The newest version is not followed"
      description={
        <>
          <p>The last valid one stays in force until these are put right:</p>
          <Problems problems={found.problems.map(readProblemLine)} />
        </>
      }
    />
  )
}

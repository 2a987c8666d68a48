import { SyncIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../api.ts'
import { Connected } from '../parts/claude/connected.tsx'
import { Domains } from '../parts/claude/domains.tsx'
import { People } from '../parts/claude/people.tsx'
import { SignIn } from '../parts/claude/sign-in.tsx'
import { Switches } from '../parts/claude/switches.tsx'
import { Tenant } from '../parts/claude/tenant.tsx'
import { Page } from '../parts/page.tsx'
import { SettingsTabs } from '../parts/settings/settings-tabs.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { Loaded } from '../parts/section.tsx'
import { type OneOrganization, useOneOrganization } from '../shell/use-one-organization.ts'

/** What Claude's own record says: what is connected there, how it is set, and what its sign-in rests on. */
export function ClaudePage() {
  const organization = useOneOrganization('read-settings')
  const isOne = organization !== undefined && organization !== 'nobody'
  return (
    <Page
      title="Claude’s side"
      description={
        isOne
          ? `${organization.login}: what is connected and set at Claude itself, as Claude’s Compliance API tells it.`
          : 'What is connected and set at Claude itself. Only owners, admins and auditors see it.'
      }
    >
      <SettingsTabs current="/settings/claude" />
      {isOne && <OfOne key={organization.id} organization={organization} />}
    </Page>
  )
}

function OfOne({ organization }: { readonly organization: OneOrganization }) {
  const path = { organization: organization.id }
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['claude', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/claude', { params: { path } })),
    refetchInterval: 30_000,
  })
  const look = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/organizations/{organization}/claude/look', { params: { path } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['claude'] }),
  })
  return (
    <Loaded query={query} height={600}>
      {(claude) => (
        <>
          {look.error && <ProblemBanner error={look.error} />}
          <Tenant
            organization={organization}
            tenant={claude.tenant}
            actions={
              claude.tenant !== null &&
              organization.may('re-check') && (
                <Button leadingVisual={SyncIcon} loading={look.isPending} onClick={() => look.mutate()}>
                  Look now
                </Button>
              )
            }
          />
          {claude.tenant !== null && (
            <>
              <Connected claude={claude} />
              <Switches switches={claude.switches} />
              <SignIn organization={organization} claude={claude} />
              <Domains organization={organization} domains={claude.domains} />
              <People claude={claude} />
            </>
          )}
        </>
      )}
    </Loaded>
  )
}

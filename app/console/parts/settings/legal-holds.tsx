import { Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Hold = Schema<'Retention'>['holds'][number]

/** What nobody may delete meanwhile. */
export function LegalHolds({ organization }: { readonly organization: OneOrganization }) {
  const [isAsking, ask] = useState(false)
  const queries = useQueryClient()
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['retention', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/retention', { params: { path } })),
  })
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['retention'] })
  const place = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST('/api/v1/organizations/{organization}/legal-holds', {
          params: { path },
          body: { reason, repository: null, person: null },
        }),
      ),
    onSuccess: async () => {
      await refresh()
      ask(false)
    },
  })
  const lift = useMutation({
    mutationFn: (hold: string) =>
      read(
        api.POST('/api/v1/organizations/{organization}/legal-holds/{hold}/lift', {
          params: { path: { ...path, hold } },
        }),
      ),
    onSettled: refresh,
  })
  const mayManage = organization.may('manage-data')
  return (
    <Section
      title="Legal holds"
      note="While one is in force, nothing that it covers is deleted, and nobody whom it covers is erased. Holds of one person are placed under People, those of one repository through the API."
      actions={mayManage && <Button onClick={() => ask(true)}>Hold all of {organization.login}</Button>}
    >
      {isAsking && (
        <ReasonDialog
          title={`Hold all of ${organization.login}`}
          act="Place the hold"
          isPending={place.isPending}
          error={place.error}
          onGive={(reason) => place.mutate(reason)}
          onClose={() => ask(false)}
        >
          <p>Nothing of this organization is deleted until the hold is lifted, whatever is set above.</p>
        </ReasonDialog>
      )}
      {lift.error && <ProblemBanner error={lift.error} />}
      <Loaded query={query} height={80}>
        {({ holds }) =>
          holds.length === 0 ? (
            <Nothing>None: what is older than it is to be kept is deleted.</Nothing>
          ) : (
            <Rows label="Legal holds">
              {holds.map((hold) => (
                <Row
                  key={hold.id}
                  title={coveredBy(hold)}
                  more={
                    <>
                      {hold.reason} Placed <Time at={hold.placedAt} />
                      {hold.placedBy !== null && ` by ${hold.placedBy}`}.
                    </>
                  }
                  end={
                    mayManage && (
                      <Button
                        size="small"
                        variant="danger"
                        aria-label={`Lift: ${coveredBy(hold)}`}
                        onClick={() => lift.mutate(hold.id)}
                      >
                        Lift
                      </Button>
                    )
                  }
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Section>
  )
}

function coveredBy({ repository, repositoryName, person, login }: Hold): string {
  if (repository !== null) return `The repository ${repositoryName ?? repository}`
  if (person !== null) return `The person ${login ?? person}`
  return 'All of the organization'
}

import { SyncIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { ProblemBanner } from '../problem-banner.tsx'
import { Progress } from '../progress.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { useProgress } from '../use-progress.ts'
import { Nothing, Row, Rows } from './rows.tsx'

/** When everything was last looked at, and having it looked at now. */
export function Recheck({ organization: { id, login, may } }: { readonly organization: OneOrganization }) {
  const path = { organization: id }
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const query = useQuery({
    queryKey: ['sweeps', path],
    queryFn: () =>
      read(api.GET('/api/v1/organizations/{organization}/sweeps', { params: { path, query: { limit: 2 } } })),
  })
  const isUnderWay = isAsked || query.data?.items[0]?.finishedAt === null
  const advance = useProgress(isUnderWay ? `/api/v1/organizations/${id}/sweeps/progress` : undefined)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST('/api/v1/organizations/{organization}/sweeps', { params: { path } })),
    onSuccess: () => setAsked(true),
  })
  const isOver = advance !== undefined && advance.state !== 'running'
  useEffect(() => {
    if (!isOver) return
    setAsked(false)
    void queries.invalidateQueries({ queryKey: ['sweeps'] })
  }, [isOver, queries])
  return (
    <Section
      title="Re-check of everything"
      note="Gatehouse does it by itself, again and again. By hand it helps after something was changed that GitHub tells nobody of."
      actions={
        may('sweep') && (
          <Button
            leadingVisual={SyncIcon}
            loading={isPending}
            inactive={isUnderWay}
            onClick={() => !isUnderWay && mutate()}
          >
            Re-check now
          </Button>
        )
      }
    >
      {error && <ProblemBanner error={error} />}
      {isUnderWay && <Progress label={`Re-check of ${login}`} advance={advance} />}
      <Loaded query={query} height={60}>
        {({ items }) => <Last sweep={items.find(({ finishedAt }) => finishedAt !== null)} />}
      </Loaded>
    </Section>
  )
}

function Last({ sweep }: { readonly sweep: Schema<'Sweep'> | undefined }) {
  if (!sweep?.finishedAt || !sweep.coverage) return <Nothing>Nothing was looked at to its end yet.</Nothing>
  const { repositories, read: done, scanned, failedCount } = sweep.coverage
  const number = (count: number): string => count.toLocaleString('en')
  return (
    <Rows label="The last re-check">
      <Row
        title={
          <>
            <Time at={sweep.finishedAt} />: {number(done)} of {number(repositories)} repositories read
          </>
        }
        more={`${number(scanned)} scanned. ${failedCount === 0 ? 'None failed.' : `${number(failedCount)} failed.`}`}
      />
    </Rows>
  )
}

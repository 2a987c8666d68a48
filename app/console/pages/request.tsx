import { LinkExternalIcon } from '@primer/octicons-react'
import { Button, Link } from '@primer/react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { accountOf } from '../account.ts'
import { api, read } from '../api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { Reasons } from '../parts/reasons.tsx'
import { Approvals } from '../parts/requests/approvals.tsx'
import { Readiness } from '../parts/requests/readiness.tsx'
import { type AccessRequest, RequestState } from '../parts/requests/request-state.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Section } from '../parts/section.tsx'
import { Time } from '../parts/time.tsx'
import { askEvery, type FollowState, useEvents } from '../parts/use-events.ts'
import { Fact, WithFacts } from '../parts/with-facts.tsx'
import { problemOf } from '../problem.ts'
import { useKept } from '../shell/kept.ts'
import styles from './request.module.css'

const AnswerDialog = lazy(() => import('../parts/requests/answer-dialog.tsx'))
const ExceptDialog = lazy(() => import('../parts/requests/except-dialog.tsx'))

const above = [{ title: 'Requests', href: '/requests' }]

/** It is answered, and GitHub is as the answer wants it. */
const isSettled = ({ state, isUnderWay }: Readonly<Record<string, unknown>>): boolean =>
  state !== 'open' && isUnderWay === false

/** One request: who asks and why, whether the repository is ready, and who has to say yes. */
export function RequestPage() {
  const { request } = useParams({ from: '/requests/$request' })
  const queries = useQueryClient()
  // Others answer it too, and its repository is decided anew because of it.
  const following = useEvents(`/api/v1/requests/${request}/progress`, isSettled, (isFirst) => {
    void queries.invalidateQueries({ queryKey: ['request', request] })
    if (!isFirst) void queries.invalidateQueries({ queryKey: ['repository'] })
  })
  const { data, error, refetch } = useQuery({
    queryKey: ['request', request],
    queryFn: () => read(api.GET('/api/v1/requests/{request}', { params: { path: { request } } })),
    refetchInterval: askEvery(following, 5000),
  })
  if (error)
    return (
      <Page title={problemOf(error).status === 404 ? 'No such request' : 'Request'} above={above}>
        <ProblemBanner error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Request" above={above}>
        <div className={styles.loading} role="status">
          Loading
        </div>
      </Page>
    )
  return <Told request={data} following={following} />
}

function Told({ request, following }: { readonly request: AccessRequest; readonly following: FollowState }) {
  const { organization, repository, requestedBy, isMine, state, openedAt, days } = request
  const [answering, answer] = useState<'approve' | 'deny' | 'withdraw' | 'except'>()
  const isOpen = state === 'open'
  const [single] = useKept('shortcuts', 'on')
  useShortcuts(
    [
      { keys: 'a', does: 'Approve', run: () => answer('approve') },
      { keys: 'd', does: 'Deny', run: () => answer('deny') },
    ],
    single === 'on' && isOpen && answering === undefined,
  )
  return (
    <Page
      title={`${organization.login}/${repository.name}`}
      above={above}
      labels={<RequestState state={state} />}
      description={
        <>
          {requestedBy ?? 'Somebody whose name was erased'} asked <Time at={openedAt} /> that Claude may reach
          it
          {days === null ? ', as long as the policy lets' : ` for ${days} days`}.
        </>
      }
      actions={
        isOpen && (
          <>
            {isMine && <Button onClick={() => answer('withdraw')}>Withdraw</Button>}
            <Button variant="danger" onClick={() => answer('deny')}>
              Deny
            </Button>
            <Button variant="primary" onClick={() => answer('approve')}>
              Approve
            </Button>
          </>
        )
      }
    >
      <WithFacts facts={<Facts request={request} />}>
        <Section title="Why">
          <blockquote className={styles.reason}>{request.reason}</blockquote>
        </Section>
        <Section
          title="Readiness"
          actions={
            <>
              {!isMine && request.issue !== null && (request.readiness?.unmet ?? 0) > 0 && (
                <Button size="small" onClick={() => answer('except')}>
                  Waive a condition
                </Button>
              )}
              <Readiness readiness={request.readiness} />
            </>
          }
        >
          <AllReasons repository={repository.id} following={following} />
        </Section>
        <Section title="Approvals">
          <Approvals request={request} />
        </Section>
      </WithFacts>
      <Suspense fallback={null}>
        {answering === 'except' ? (
          <ExceptDialog request={request} onClose={() => answer(undefined)} />
        ) : (
          answering && <AnswerDialog request={request} kind={answering} onClose={() => answer(undefined)} />
        )}
      </Suspense>
    </Page>
  )
}

function Facts({ request }: { readonly request: AccessRequest }) {
  const { organization, repository, issue, group, state, closedAt, closedBy, closeReason } = request
  return (
    <>
      <Fact title="Repository">
        <RouterLink href={`/repositories/${repository.id}`}>
          {organization.login}/{repository.name}
        </RouterLink>
      </Fact>
      <Fact
        title="Spoken about in"
        why={
          <>
            Answers from here are written there too, and <code>/gatehouse approve</code> there counts here.
          </>
        }
      >
        {issue?.startsWith('https://') ? (
          <Link href={issue} inline target="_blank" rel="noreferrer">
            its GitHub issue <LinkExternalIcon size={12} />
          </Link>
        ) : (
          'No GitHub issue yet'
        )}
      </Fact>
      {group !== null && <Fact title="Group of the policy">{group}</Fact>}
      {closedAt !== null && (
        <Fact title={state === 'approved' || state === 'denied' ? 'Answered' : 'Ended'} why={closeReason}>
          <Time at={closedAt} />
          {closedBy !== null && `, by ${closedBy}`}
        </Fact>
      )}
    </>
  )
}

/** Every reason, for those who see the repository; who approves need not. */
function AllReasons({
  repository,
  following,
}: {
  readonly repository: string
  readonly following: FollowState
}) {
  const { data, error, refetch } = useQuery({
    ...accountOf(repository),
    refetchInterval: askEvery(following, 5000),
  })
  if (error && problemOf(error).status === 404)
    return <p className={styles.muted}>You do not see this repository on GitHub, so here are counts alone.</p>
  if (error) return <ProblemBanner error={error} onRetry={() => void refetch()} />
  if (!data) return <div className={styles.waiting} role="status" aria-label="The facts are loading" />
  if (data.explanation === null) return <p className={styles.muted}>Nothing was decided of it yet.</p>
  return <Reasons reasons={data.explanation.decision.reasons.filter(({ check }) => check !== 'approval')} />
}

import { LinkExternalIcon } from '@primer/octicons-react'
import { Button, Link } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { api, read, type Schema } from '../api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { Reasons } from '../parts/reasons.tsx'
import { Approvals } from '../parts/requests/approvals.tsx'
import { Readiness } from '../parts/requests/readiness.tsx'
import { type AccessRequest, RequestState } from '../parts/requests/request-state.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { problemOf } from '../problem.ts'
import { useKept } from '../shell/kept.ts'
import styles from './request.module.css'

const AnswerDialog = lazy(() => import('../parts/requests/answer-dialog.tsx'))

const above = [{ title: 'Requests', href: '/requests' }]

/** One request: who asks and why, whether the repository is ready, and who has to say yes. */
export function RequestPage() {
  const { request } = useParams({ from: '/requests/$request' })
  const { data, error, refetch } = useQuery({
    queryKey: ['request', request],
    queryFn: () => read(api.GET('/api/v1/requests/{request}', { params: { path: { request } } })),
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
  return <Told request={data} />
}

function Told({ request }: { readonly request: AccessRequest }) {
  const { organization, repository, requestedBy, isMine, state, openedAt, days, issue } = request
  const [answering, answer] = useState<'approve' | 'deny' | 'withdraw'>()
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
      <div className={styles.columns}>
        <div className={styles.main}>
          <Section title="Why">
            <blockquote className={styles.reason}>{request.reason}</blockquote>
          </Section>
          <Section title="Readiness" note={<Readiness readiness={request.readiness} />}>
            <Facts repository={repository.id} />
          </Section>
          <Section title="Approvals">
            <Approvals request={request} />
          </Section>
        </div>
        <aside className={styles.side} aria-label="Facts">
          <Fact title="Repository">
            <RouterLink href={`/repositories/${repository.id}`}>
              {organization.login}/{repository.name}
            </RouterLink>
          </Fact>
          <Fact title="Spoken about in">
            {issue?.startsWith('https://') ? (
              <Link href={issue} inline target="_blank" rel="noreferrer">
                its GitHub issue <LinkExternalIcon size={12} />
              </Link>
            ) : (
              'No GitHub issue yet'
            )}
            <small className={styles.why}>
              Answers from here are written there too, and <code>/gatehouse approve</code> there counts here.
            </small>
          </Fact>
          {request.group !== null && <Fact title="Group of the policy">{request.group}</Fact>}
          {request.closedAt !== null && (
            <Fact title="Ended">
              <Time at={request.closedAt} />
              {request.closedBy !== null && `, by ${request.closedBy}`}
              {request.closeReason !== null && <small className={styles.why}>{request.closeReason}</small>}
            </Fact>
          )}
        </aside>
      </div>
      <Suspense fallback={null}>
        {answering && <AnswerDialog request={request} kind={answering} onClose={() => answer(undefined)} />}
      </Suspense>
    </Page>
  )
}

/** Every reason, for those who see the repository; who approves need not. */
function Facts({ repository }: { readonly repository: string }) {
  const { data, error, refetch } = useQuery<Schema<'RepositoryAccount'>>({
    queryKey: ['repository', repository],
    queryFn: () => read(api.GET('/api/v1/repositories/{repository}', { params: { path: { repository } } })),
  })
  if (error && problemOf(error).status === 404)
    return <p className={styles.muted}>You do not see this repository on GitHub, so here are counts alone.</p>
  if (error) return <ProblemBanner error={error} onRetry={() => void refetch()} />
  if (!data) return <div className={styles.waiting} role="status" aria-label="The facts are loading" />
  if (data.explanation === null) return <p className={styles.muted}>Nothing was decided of it yet.</p>
  return <Reasons reasons={data.explanation.decision.reasons} />
}

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

function Section({ title, note, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{title}</h2>
        {note}
      </div>
      {children}
    </section>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <h3 className={styles.factTitle}>{title}</h3>
      <div>{children}</div>
    </div>
  )
}

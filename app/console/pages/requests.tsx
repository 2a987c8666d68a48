import { CheckCircleIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, read } from '../api.ts'
import type { paths } from '../api.generated.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import { progressOf } from '../parts/requests/progress-of.ts'
import { Readiness } from '../parts/requests/readiness.tsx'
import { type AccessRequest, RequestState } from '../parts/requests/request-state.tsx'
import { hrefOfShown, RequestTabs } from '../parts/requests/request-tabs.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { useKept } from '../shell/kept.ts'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './requests.module.css'

const AnswerDialog = lazy(() => import('../parts/requests/answer-dialog.tsx'))
const AskDialog = lazy(() => import('../parts/requests/ask-dialog.tsx'))

interface Shown {
  readonly name: string
  readonly query: NonNullable<paths['/api/v1/requests']['get']['parameters']['query']>
  /** What is said where nothing is, and what would be. */
  readonly empty: string
  readonly teaches: string
}

/** What its tabs show; the first is what approvers come for. */
const shown: readonly [Shown, ...Shown[]] = [
  {
    name: 'waiting',
    query: { waiting: 'true', state: ['open'], order: 'oldest' },
    empty: 'Nothing waits for you',
    teaches:
      'Requests that you can approve, by the teams that the policy names, stand here, the oldest first.',
  },
  {
    name: 'open',
    query: { state: ['open'], order: 'oldest' },
    empty: 'No request is open',
    teaches:
      'People ask here, or by /gatehouse request in an issue. What nobody has answered yet stands here.',
  },
  {
    name: 'approved',
    query: { state: ['approved'], order: 'newest' },
    empty: 'Nothing was approved yet',
    teaches: 'Once as many people have approved as the policy wants, a request comes here.',
  },
  {
    name: 'ended',
    query: { state: ['denied', 'withdrawn', 'gone'], order: 'newest' },
    empty: 'No request has ended',
    teaches: 'Requests that were denied or withdrawn, or whose repository is gone, stay here.',
  },
  {
    name: 'mine',
    query: { mine: 'true', order: 'newest' },
    empty: 'You have asked for nothing yet',
    teaches: 'Ask for access to a repository, and follow here what becomes of it.',
  },
]

/** An inbox for whoever approves, worked by keys: one row each, with what is needed to answer most of them at once. */
export function RequestsPage() {
  const { show, ask } = useSearch({ strict: false })
  const tab = shown.find(({ name }) => name === show) ?? shown[0]
  const organization = useOrganizationId()
  const navigate = useNavigate()
  const [asks, setAsking] = useState(ask !== undefined)
  const [current, setCurrent] = useState<AccessRequest>()
  const [answering, answer] = useState<{
    readonly request: AccessRequest
    readonly kind: 'approve' | 'deny'
  }>()
  const query = { ...tab.query, ...(organization !== undefined && { organization }) }
  const pages = usePages(['requests', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/requests', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  const at = pages.rows.find(({ id }) => id === current?.id) ?? pages.rows[0]
  const begin = (kind: 'approve' | 'deny'): void => {
    if (at?.state === 'open') answer({ request: at, kind })
  }
  const [single] = useKept('shortcuts', 'on')
  useShortcuts(
    [
      { keys: 'j', does: 'Go to the first request', run: focusFirst },
      { keys: 'a', does: 'Approve', run: () => begin('approve') },
      { keys: 'd', does: 'Deny', run: () => begin('deny') },
    ],
    single === 'on' && !answering && !asks,
  )
  return (
    <Page
      title="Requests"
      description="Who asks that Claude may reach a repository, and whether it is ready."
      actions={
        <Button variant="primary" onClick={() => setAsking(true)}>
          Ask for access
        </Button>
      }
    >
      <RequestTabs current={hrefOfShown(tab.name)} />
      <List
        key={tab.name}
        label="Requests"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={79}
        onOpen={({ id }) => void navigate({ to: '/requests/$request', params: { request: id } })}
        onFocusRow={setCurrent}
        empty={
          <EmptyState title={tab.empty} icon={CheckCircleIcon}>
            {tab.teaches}
          </EmptyState>
        }
      >
        {(request) => <Row request={request} />}
      </List>
      {single === 'on' && (
        <p className={styles.keys}>
          <kbd>j</kbd> <kbd>k</kbd> move · <kbd>Enter</kbd> opens · <kbd>a</kbd> approves · <kbd>d</kbd>{' '}
          denies
        </p>
      )}
      <Suspense fallback={null}>
        {answering && <AnswerDialog {...answering} onClose={() => answer(undefined)} />}
        {asks && (
          <AskDialog repository={typeof ask === 'string' ? ask : ''} onClose={() => setAsking(false)} />
        )}
      </Suspense>
    </Page>
  )
}

const focusFirst = (): void => document.querySelector<HTMLElement>('[role=grid] [role=row]')?.focus()

function Row({ request }: { readonly request: AccessRequest }) {
  const { id, organization, repository, requestedBy, days, openedAt, reason, readiness, rules, state } =
    request
  const { given, wanted } = progressOf(rules)
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <RouterLink className={styles.name} href={`/requests/${id}`}>
          <span className={styles.owner}>{organization.login}/</span>
          {repository.name}
        </RouterLink>
        <span className={styles.reason}>{reason}</span>
        <span className={styles.more}>
          {requestedBy ?? 'Somebody whose name was erased'}
          {days !== null && ` · ${days} days`} · <Time at={openedAt} />
        </span>
      </div>
      <span className={styles.readiness}>
        <Readiness readiness={readiness} />
      </span>
      <span className={styles.state}>
        <RequestState state={state} />
        {state === 'open' && wanted > 0 && (
          <span className={styles.more}>
            {given} of {wanted} approvals
          </span>
        )}
      </span>
    </div>
  )
}

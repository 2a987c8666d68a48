import { IterationsIcon, LinkExternalIcon } from '@primer/octicons-react'
import { Button, Link } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, read } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import styles from '../parts/requests/kept-row.module.css'
import {
  type ItemState,
  itemStates,
  ItemStateLabel,
  type Recertification,
  type RecertificationItem,
  RecertificationState,
} from '../parts/requests/recertification-state.tsx'
import { countsInWords, countsOf, dueAt, reviewersOf } from '../parts/requests/recertification-words.ts'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { Fact, WithFacts } from '../parts/with-facts.tsx'
import { problemOf } from '../problem.ts'
import own from './request.module.css'

const ConfirmDialog = lazy(() => import('../parts/requests/confirm-dialog.tsx'))

const above = [
  { title: 'Requests', href: '/requests' },
  { title: 'Recertifications', href: '/requests/recertifications' },
]

const filters: Filters = {
  choices: [
    {
      name: 'state',
      label: 'State',
      several: true,
      options: itemStates.map(([value, label]) => ({ value, label })),
      otherwise: 'To confirm',
    },
  ],
  orders: [],
}

/** One recertification: each approval that is to be confirmed, and who is asked. */
export function RecertificationPage() {
  const { recertification: id } = useParams({ from: '/requests/recertifications/$recertification' })
  const { data, error, refetch } = useQuery({
    queryKey: ['recertification', id],
    queryFn: () =>
      read(
        api.GET('/api/v1/recertifications/{recertification}', { params: { path: { recertification: id } } }),
      ),
  })
  if (error)
    return (
      <Page
        title={problemOf(error).status === 404 ? 'No such recertification' : 'Recertification'}
        above={above}
      >
        <ProblemBanner error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Recertification" above={above}>
        <div className={own.loading} role="status">
          Loading
        </div>
      </Page>
    )
  const { organization, openedAt, openedBy } = data
  return (
    <Page
      title={`Approvals of ${organization.login}`}
      above={above}
      labels={<RecertificationState recertification={data} />}
      description={
        <>
          {openedBy === null ? 'It began' : `${openedBy} began it`} <Time at={openedAt} />. Is each access of
          Claude still needed, and still right?
        </>
      }
    >
      <WithFacts facts={<Facts recertification={data} />}>
        <Items recertification={data} />
      </WithFacts>
    </Page>
  )
}

interface Answering {
  readonly kind: 'keep' | 'drop'
  readonly items: readonly RecertificationItem[]
  readonly clear: () => void
}

function Items({ recertification }: { readonly recertification: Recertification }) {
  const { id, closedAt } = recertification
  const navigate = useNavigate()
  const [filtering, change] = useFiltering(filters)
  const [answering, answer] = useState<Answering>()
  const chosen = filtering.chosen['state'] ?? []
  const state = itemStates
    .map(([one]) => one)
    .filter((one): one is ItemState => (chosen.length === 0 ? one === 'open' : chosen.includes(one)))
  const pages = usePages(['recertification', id, 'items', state], (cursor, signal) =>
    read(
      api.GET('/api/v1/recertifications/{recertification}/items', {
        params: {
          path: { recertification: id },
          query: { state, limit: 100, ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  )
  const actions = (selected: readonly RecertificationItem[], clear: () => void) => {
    const items = selected.filter((one) => one.state === 'open')
    if (items.length === 0) return null
    return (
      <>
        <Button variant="danger" onClick={() => answer({ kind: 'drop', items, clear })}>
          Drop
        </Button>
        <Button variant="primary" onClick={() => answer({ kind: 'keep', items, clear })}>
          Keep
        </Button>
      </>
    )
  }
  return (
    <>
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        key={state.join()}
        label="Approvals"
        pages={pages}
        keyOf={keyOf}
        rowHeight={64}
        onOpen={({ repository }) => {
          if (repository)
            void navigate({ to: '/repositories/$repository', params: { repository: repository.id } })
        }}
        {...(closedAt === null && state.includes('open') && { actions })}
        empty={
          <EmptyState title="Nothing of it is like this" icon={IterationsIcon}>
            {chosen.length === 0
              ? 'Every approval that you see here is answered. Choose another state to see what was said.'
              : 'Choose another state, or take the filter away to see what is to be confirmed.'}
          </EmptyState>
        }
      >
        {(item) => <Row recertification={recertification} item={item} />}
      </List>
      <Suspense fallback={null}>
        {answering && (
          <ConfirmDialog
            kind={answering.kind}
            recertification={id}
            items={answering.items}
            onAnswered={answering.clear}
            onClose={() => answer(undefined)}
          />
        )}
      </Suspense>
    </>
  )
}

const keyOf = ({ review, number }: RecertificationItem): string => `${review} ${number}`

function Row({
  recertification: { organization, issuesPage, reviews },
  item: { review, number, repository, issue, state, answeredBy, answeredAt },
}: {
  readonly recertification: Recertification
  readonly item: RecertificationItem
}) {
  const asked = reviews.find(({ id }) => id === review)
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        {repository ? (
          <RouterLink className={styles.name} href={`/repositories/${repository.id}`}>
            <span className={styles.owner}>{organization.login}/</span>
            {repository.name}
          </RouterLink>
        ) : (
          <span className={styles.words}>A repository that you do not see on GitHub</span>
        )}
        <span className={styles.more}>
          Number {number}
          {asked && ` of what ${reviewersOf(asked)} ${asked.reviewers.length === 1 ? 'is' : 'are'} asked`}
          {issue !== null && (
            <>
              {' · '}
              <IssueLink page={issuesPage} issue={issue}>
                its request
              </IssueLink>
            </>
          )}
        </span>
      </div>
      <div className={styles.state}>
        <ItemStateLabel state={state} />
        {answeredAt !== null && (
          <span className={styles.more}>
            <Time at={answeredAt} />
            {answeredBy !== null && `, by ${answeredBy}`}
          </span>
        )}
      </div>
    </div>
  )
}

function Facts({ recertification }: { readonly recertification: Recertification }) {
  const { dueDays, closedAt, reviews, issuesPage } = recertification
  const due = dueAt(recertification)
  return (
    <>
      <Fact
        title="Time for it"
        why={
          due && (
            <>
              The first is due <Time at={due.toISOString()} />.
            </>
          )
        }
      >
        {dueDays} days from when somebody is asked
      </Fact>
      {closedAt !== null && (
        <Fact title="Closed">
          <Time at={closedAt} />
        </Fact>
      )}
      {reviews.map((review) => (
        <Fact
          key={review.id}
          title={`Asked: ${reviewersOf(review)}`}
          why={countsInWords(countsOf({ reviews: [review] }))}
        >
          {review.issue === null ? (
            'Nobody is asked yet'
          ) : (
            <IssueLink page={issuesPage} issue={review.issue}>
              In a GitHub issue
            </IssueLink>
          )}
        </Fact>
      ))}
    </>
  )
}

function IssueLink({
  page,
  issue,
  children,
}: {
  readonly page: string
  readonly issue: number
  readonly children: string
}) {
  if (!page.startsWith('https://')) return children
  return (
    <Link href={`${page}/${issue}`} inline target="_blank" rel="noreferrer">
      {children} <LinkExternalIcon size={12} />
    </Link>
  )
}

import { ShieldCheckIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { lazy, Suspense, useState } from 'react'
import { api, read } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import { type EmergencyReview, EmergencyState } from '../parts/requests/emergency-state.tsx'
import styles from '../parts/requests/kept-row.module.css'
import { RequestTabs } from '../parts/requests/request-tabs.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'

const ReviewDialog = lazy(() => import('../parts/requests/review-dialog.tsx'))

const filters: Filters = {
  choices: [
    {
      name: 'state',
      label: 'State',
      options: [{ value: 'reviewed', label: 'Reviewed' }],
      otherwise: 'To review',
    },
  ],
  orders: [],
}

/** What somebody let in at once, and who has looked at it since. */
export function EmergenciesPage() {
  const organization = useOrganizationId()
  const [filtering, change] = useFiltering(filters)
  const [reviewing, review] = useState<EmergencyReview>()
  const isOver = filtering.chosen['state']?.[0] === 'reviewed'
  const query = {
    state: isOver ? ('reviewed' as const) : ('open' as const),
    ...(organization !== undefined && { organization }),
  }
  const pages = usePages(['emergency-reviews', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/emergency-reviews', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  return (
    <Page
      title="Emergencies"
      description="Where Claude was let in at once, without approvals. Somebody else looks within three days at what it was used for."
    >
      <RequestTabs current="/requests/emergencies" />
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        key={query.state}
        label="Emergencies"
        pages={pages}
        keyOf={({ approval }) => approval}
        rowHeight={79}
        onOpen={(one) => {
          if (mayReview(one)) review(one)
        }}
        empty={
          isOver ? (
            <EmptyState title="No emergency was reviewed yet" icon={ShieldCheckIcon}>
              What was found stays here, with who looked and when.
            </EmptyState>
          ) : (
            <EmptyState title="No emergency waits for a review" icon={ShieldCheckIcon}>
              Whoever the policy names under requests.emergency lets Claude in by /gatehouse emergency. It
              stands here until somebody else has looked at it.
            </EmptyState>
          )
        }
      >
        {(one) => <Row review={one} onReview={() => review(one)} />}
      </List>
      <Suspense fallback={null}>
        {reviewing && <ReviewDialog review={reviewing} onClose={() => review(undefined)} />}
      </Suspense>
    </Page>
  )
}

/** Nobody reviews what they used themselves. */
const mayReview = ({ isMine, reviewedAt }: EmergencyReview): boolean => !isMine && reviewedAt === null

function Row({ review, onReview }: { readonly review: EmergencyReview; readonly onReview: () => void }) {
  const { organization, repository, usedBy, isMine, isSeen, reason, ticket, usedAt, until, dueAt } = review
  const { reviewedAt, reviewedBy, words } = review
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        {isSeen ? (
          <RouterLink className={styles.name} href={`/repositories/${repository.id}`}>
            <span className={styles.owner}>{organization.login}/</span>
            {repository.name}
          </RouterLink>
        ) : (
          <span className={styles.name}>
            <span className={styles.owner}>{organization.login}/</span>
            {repository.name}
          </span>
        )}
        <span className={styles.words}>{reason ?? 'Why it was used is no longer kept.'}</span>
        <span className={styles.more}>
          {usedBy ?? 'Somebody whose name was erased'} let it in <Time at={usedAt} />, until{' '}
          <Time at={until} />
          {ticket !== null && ` · ${ticket}`}
        </span>
        {reviewedAt !== null && (
          <span className={styles.more}>
            {reviewedBy ?? 'Somebody whose name was erased'} {words === null ? 'reviewed it' : 'found'}{' '}
            <Time at={reviewedAt} />
            {words !== null && `: ${words}`}
          </span>
        )}
      </div>
      <div className={styles.state}>
        <EmergencyState review={review} />
        {reviewedAt === null && (
          <span className={styles.more}>
            Due <Time at={dueAt} />
          </span>
        )}
        {mayReview(review) && (
          <Button size="small" onClick={onReview} aria-label={`Review ${repository.name}`}>
            Review
          </Button>
        )}
        {isMine && reviewedAt === null && (
          <span className={styles.more}>You used it: somebody else reviews it.</span>
        )}
      </div>
    </div>
  )
}

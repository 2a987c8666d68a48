import { IterationsIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { api, read } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import styles from '../parts/requests/kept-row.module.css'
import { type Recertification, RecertificationState } from '../parts/requests/recertification-state.tsx'
import { countsInWords, countsOf, dueAt, reviewersOf } from '../parts/requests/recertification-words.ts'
import { RequestTabs } from '../parts/requests/request-tabs.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Day, Time } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'

const filters: Filters = {
  choices: [
    { name: 'state', label: 'State', options: [{ value: 'closed', label: 'Closed' }], otherwise: 'Open' },
  ],
  orders: [],
}

/** Which approvals are confirmed again, how far that is, and by when it has to be done. */
export function RecertificationsPage() {
  const organization = useOrganizationId()
  const navigate = useNavigate()
  const [filtering, change] = useFiltering(filters)
  const isOver = filtering.chosen['state']?.[0] === 'closed'
  const query = {
    state: isOver ? ('closed' as const) : ('open' as const),
    ...(organization !== undefined && { organization }),
  }
  const pages = usePages(['recertifications', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/recertifications', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  return (
    <Page
      title="Recertifications"
      description="Approvals that are confirmed again. What nobody confirms in time ends."
    >
      <RequestTabs current="/requests/recertifications" />
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        key={query.state}
        label="Recertifications"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={79}
        onOpen={({ id }) =>
          void navigate({
            to: '/requests/recertifications/$recertification',
            params: { recertification: id },
          })
        }
        empty={
          isOver ? (
            <EmptyState title="No recertification is closed yet" icon={IterationsIcon}>
              What was kept, dropped or not answered stays here, for whoever audits.
            </EmptyState>
          ) : (
            <EmptyState title="No approval is to be confirmed" icon={IterationsIcon}>
              As often as the policy says under requests.recertification, whoever is named there is asked
              whether each approval is still needed. What they are asked stands here.
            </EmptyState>
          )
        }
      >
        {(one) => <Row recertification={one} />}
      </List>
    </Page>
  )
}

function Row({ recertification }: { readonly recertification: Recertification }) {
  const { id, organization, openedAt, openedBy, closedAt, reviews } = recertification
  const asked = [...new Set(reviews.map(reviewersOf))]
  const due = dueAt(recertification)
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <RouterLink className={styles.name} href={`/requests/recertifications/${id}`}>
          Approvals of {organization.login}
        </RouterLink>
        <span className={styles.words}>{sentence(countsInWords(countsOf(recertification)))}</span>
        <span className={styles.more}>
          {openedBy === null ? 'Began' : `${openedBy} began it`} <Time at={openedAt} />
          {asked.length > 0 && ` · asked: ${asked.slice(0, 3).join(' · ')}`}
          {asked.length > 3 && ` and ${asked.length - 3} more`}
        </span>
      </div>
      <div className={styles.state}>
        <RecertificationState recertification={recertification} />
        {closedAt !== null ? (
          <span className={styles.more}>
            <Day at={closedAt} />
          </span>
        ) : (
          due && (
            <span className={styles.more}>
              Due <Time at={due.toISOString()} />
            </span>
          )
        )}
      </div>
    </div>
  )
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

import { CheckIcon, ClockIcon, LawIcon, SkipIcon } from '@primer/octicons-react'
import { api, read, type Schema } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Mood } from '../parts/mood.tsx'
import { Page } from '../parts/page.tsx'
import styles from '../parts/requests/kept-row.module.css'
import { RequestTabs } from '../parts/requests/request-tabs.tsx'
import { waivedInWords } from '../parts/requests/waived-words.ts'
import { RouterLink } from '../parts/router-link.tsx'
import { Day, Time, useNow } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'

type Exception = Schema<'Exception'>

const states = ['ending', 'over'] as const
const labels = { ending: 'Ends within 30 days', over: 'Over' }

const filters: Filters = {
  choices: [
    {
      name: 'state',
      label: 'State',
      options: states.map((value) => ({ value, label: labels[value] })),
      otherwise: 'In force',
    },
  ],
  orders: [],
}

type State = 'in-force' | (typeof states)[number]

const soon = 30 * 24 * 60 * 60_000

const nothing = {
  'in-force': [
    'No exception is in force',
    'Where the policy lets a condition be waived, /gatehouse except in the issue of a request does so, with a team that answers for it and what is done instead. It stands here until its day.',
  ],
  ending: ['No exception ends within 30 days', 'Those that end soonest stand here first, in time to renew.'],
  over: ['No exception is over yet', 'Those that have ended stay here, for whoever audits.'],
} as const

/** The register: what is waived where, who answers for it, what is done instead, and until when. */
export function ExceptionsPage() {
  const organization = useOrganizationId()
  const [filtering, change] = useFiltering(filters)
  const state: State = states.find((one) => one === filtering.chosen['state']?.[0]) ?? 'in-force'
  const query = { state, ...(organization !== undefined && { organization }) }
  const pages = usePages(['exceptions', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/exceptions', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  const [title, teaches] = nothing[state]
  return (
    <Page
      title="Exceptions"
      description="What the policy wants and somebody has waived: who answers for it, what is done instead, and until when."
    >
      <RequestTabs current="/requests/exceptions" />
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        key={state}
        label="Exceptions"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={79}
        empty={
          <EmptyState title={title} icon={LawIcon}>
            {teaches}
          </EmptyState>
        }
      >
        {(exception) => <Row exception={exception} />}
      </List>
    </Page>
  )
}

function Row({ exception }: { readonly exception: Exception }) {
  const { organization, repository, waived, owner, control, by, issue, grantedAt } = exception
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <span>
          <RouterLink className={styles.name} href={`/repositories/${repository.id}`}>
            <span className={styles.owner}>{organization.login}/</span>
            {repository.name}
          </RouterLink>{' '}
          without <code>{waivedInWords(waived)}</code>
        </span>
        <span className={styles.words}>
          {control === null ? 'What is done instead is no longer kept.' : `Instead: ${control}`}
        </span>
        <span className={styles.more}>
          {owner} answers for it · {by ?? 'somebody whose name was erased'} waived it <Time at={grantedAt} />{' '}
          in issue {issue}
        </span>
      </div>
      <div className={styles.state}>
        <Standing exception={exception} />
      </div>
    </div>
  )
}

function Standing({ exception: { expiresAt, endedAt, endedBy } }: { readonly exception: Exception }) {
  const now = useNow()
  const left = new Date(expiresAt).getTime() - now.getTime()
  if (endedAt !== null || left <= 0)
    return (
      <>
        <Mood tone="muted" icon={SkipIcon}>
          Over
        </Mood>
        <span className={styles.more}>
          <Day at={endedAt ?? expiresAt} />
          {endedBy !== null && `, by ${endedBy}`}
        </span>
      </>
    )
  return (
    <>
      {left < soon ? (
        <Mood tone="attention" icon={ClockIcon}>
          Ends soon
        </Mood>
      ) : (
        <Mood tone="accent" icon={CheckIcon}>
          In force
        </Mood>
      )}
      <span className={styles.more}>
        Until <Day at={expiresAt} />
      </span>
    </>
  )
}

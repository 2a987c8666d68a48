import { HistoryIcon, XIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, read, type Schema } from '../api.ts'
import { AuditTabs } from '../parts/audit/audit-tabs.tsx'
import { ChainState } from '../parts/audit/chain-state.tsx'
import { DayRange } from '../parts/audit/day-range.tsx'
import { EventDetails } from '../parts/audit/event-details.tsx'
import { EventRow } from '../parts/audit/event-row.tsx'
import { actorOf, EventSentence } from '../parts/audit/event-sentence.tsx'
import { ExportMenu } from '../parts/audit/export-menu.tsx'
import styles from '../parts/audit/audit.module.css'
import { auditFilters, type Narrowing, useAuditFiltering } from '../parts/audit/use-audit-filtering.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { none, toggledKey } from '../parts/list/selection.ts'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { type OneOrganization, useOneOrganization } from '../shell/use-one-organization.ts'

type Event = Schema<'AuditEvent'>

const rowHeight = 48

/** Who did what, when; and whether anybody touched the record of it. */
export function AuditPage() {
  const organization = useOneOrganization('read-audit')
  const { sequence } = useSearch({ strict: false })
  if (organization === undefined)
    return (
      <Page title="Audit" description={'\u00a0'}>
        {null}
      </Page>
    )
  if (organization === 'nobody')
    return (
      <Page title="Audit">
        <EmptyState title="The record is for others" icon={HistoryIcon}>
          Gatehouse owners, admins and auditors read it. Ask a Gatehouse owner of the organization to make you
          one.
        </EmptyState>
      </Page>
    )
  return typeof sequence === 'string' && /^[1-9]\d{0,14}$/.test(sequence) ? (
    <OneEvent organization={organization} sequence={Number(sequence)} />
  ) : (
    <Record key={organization.id} organization={organization} />
  )
}

function Record({ organization }: { readonly organization: OneOrganization }) {
  const { filtering, days, narrowed, query, change, changeDays, widen } = useAuditFiltering()
  const [opened, open] = useState(none)
  const pages = usePages(['audit', organization.id, query], (cursor, signal) =>
    read(
      api.GET('/api/v1/organizations/{organization}/audit-events', {
        params: {
          path: { organization: organization.id },
          // oxlint-disable-next-line no-unsafe-type-assertion -- the filters name values of the API, as texts
          query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } as never,
        },
        signal,
      }),
    ),
  )
  const keyOf = ({ sequence }: Event): string => String(sequence)
  const toggle = (event: Event): void => open(toggledKey(opened, keyOf(event)))
  return (
    <Page
      title="Audit"
      description={`What was done and decided in ${organization.login}, by whom and when. Nothing here can be changed or taken out.`}
      actions={organization.may('export-audit') && <ExportMenu organization={organization.id} days={days} />}
    >
      {organization.may('export-audit') && <AuditTabs current="/audit" />}
      <ChainState organization={organization.id} />
      <FilterBar filters={auditFilters} filtering={filtering} onChange={change}>
        <DayRange days={days} onChange={changeDays} />
      </FilterBar>
      {narrowed.length > 0 && (
        <div className={styles.narrowed}>
          {narrowed.map(([name, value]) => (
            <Button key={name} size="small" trailingVisual={XIcon} onClick={() => widen(name)}>
              {narrowingWords(name, value, pages.rows)}
            </Button>
          ))}
        </div>
      )}
      <List
        label="Events"
        pages={pages}
        keyOf={keyOf}
        rowHeight={rowHeight}
        onOpen={toggle}
        empty={
          <EmptyState title="Nothing like this was recorded" icon={HistoryIcon}>
            Take a filter away, or choose other days. Every decision, request, approval and change on GitHub
            is recorded here, as it happens.
          </EmptyState>
        }
      >
        {(event) => (
          <EventRow
            event={event}
            organization={organization.login}
            isOpen={opened.has(keyOf(event))}
            onToggle={() => toggle(event)}
          />
        )}
      </List>
    </Page>
  )
}

/** What a narrowing is called, by the events that it has left. */
function narrowingWords(name: Narrowing, value: string, [event]: readonly Event[]): string {
  if (name === 'kind') return `Only ${value}`
  if (name === 'actor') return `Only by ${event?.actor === value ? actorOf(event) : 'one person'}`
  return `Only about ${event?.subject === value && event.subjectName !== null ? event.subjectName : value.replace(':', ' ')}`
}

const above = [{ title: 'Audit', href: '/audit' }]

function OneEvent({
  organization,
  sequence,
}: {
  readonly organization: OneOrganization
  readonly sequence: number
}) {
  const path = { organization: organization.id, sequence }
  const { data, error, refetch } = useQuery({
    queryKey: ['audit-event', path],
    queryFn: () =>
      read(api.GET('/api/v1/organizations/{organization}/audit-events/{sequence}', { params: { path } })),
  })
  return (
    <Page
      title={`Event ${sequence.toLocaleString('en')}`}
      above={above}
      description={data ? <Time at={data.at} /> : '\u00a0'}
      actions={
        <>
          {sequence > 1 && <RouterLink href={`/audit?sequence=${sequence - 1}`}>The one before</RouterLink>}
          <RouterLink href={`/audit?sequence=${sequence + 1}`}>The next one</RouterLink>
        </>
      }
    >
      {error && <ProblemBanner error={error} onRetry={() => void refetch()} />}
      <div className={styles.one} aria-busy={!data && !error}>
        {data && (
          <>
            <p className={styles.oneSentence}>
              <EventSentence event={data} organization={organization.login} />
            </p>
            <EventDetails event={data} />
          </>
        )}
      </div>
    </Page>
  )
}

import { ShieldCheckIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, read } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { findingHref } from '../parts/findings/finding-href.ts'
import { type FindingGroup, stateWords } from '../parts/findings/finding-state.tsx'
import { FindingTabs } from '../parts/findings/finding-tabs.tsx'
import { spreadOf } from '../parts/findings/spread.ts'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { severities } from '../parts/severities.ts'
import { SeverityLabel } from '../parts/severity-label.tsx'
import { Time } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './findings.module.css'

const VerdictDialog = lazy(() => import('../parts/findings/verdict-dialog.tsx'))

const filters: Filters = {
  search: 'Find by rule, title or path',
  choices: [
    {
      name: 'severity',
      label: 'Severity',
      several: true,
      options: severities
        .toReversed()
        .filter((severity) => severity !== 'info')
        .map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) })),
    },
    {
      name: 'state',
      label: 'State',
      several: true,
      options: Object.entries(stateWords)
        .filter(([value]) => value !== 'gone')
        .map(([value, label]) => ({ value, label })),
    },
    {
      name: 'reachable',
      label: 'Claude',
      options: [
        { value: 'true', label: 'Can read it' },
        { value: 'false', label: 'Is not seen to reach it' },
      ],
    },
  ],
  orders: [
    { value: 'severity', label: 'Gravest first' },
    { value: 'spread', label: 'Widest spread first' },
    { value: 'age', label: 'Oldest first' },
  ],
}

/** Kept by the page: rows that were answered may leave the list before their outcome is read. */
interface Answering {
  readonly groups: readonly FindingGroup[]
  readonly clear: () => void
}

/** The same finding in many repositories is one row: it is one key to rotate. */
export function FindingsPage() {
  const [filtering, change] = useFiltering(filters)
  const organization = useOrganizationId()
  const navigate = useNavigate()
  const [answering, answer] = useState<Answering>()
  const query = {
    ...filtering.chosen,
    order: filtering.order,
    ...(filtering.search !== '' && { search: filtering.search }),
    ...(organization !== undefined && { organization }),
  }
  const pages = usePages(['findings', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/findings', {
        // oxlint-disable-next-line no-unsafe-type-assertion -- the filters above name values of the API, as texts
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } as never },
        signal,
      }),
    ),
  )
  return (
    <Page
      title="Findings"
      description="Secrets and risky files, each once, however many repositories have it, and what Claude can read of them."
    >
      <FindingTabs current="/findings" />
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        label="Findings"
        pages={pages}
        keyOf={(group) => `${group.organization.id} ${findingHref(group)}`}
        rowHeight={64}
        onOpen={({ rule, fingerprint }) =>
          void navigate({ to: '/findings/$rule/$fingerprint', params: { rule, fingerprint } })
        }
        actions={(groups, clear) => <Button onClick={() => answer({ groups, clear })}>Answer</Button>}
        empty={
          <EmptyState title="No finding is like this" icon={ShieldCheckIcon}>
            Take a filter away, or look at another organization. Findings appear here once a repository was
            scanned.
          </EmptyState>
        }
      >
        {(group) => <Row group={group} />}
      </List>
      <Suspense fallback={null}>
        {answering && (
          <VerdictDialog
            what={named(answering.groups)}
            which={answering.groups.map(({ rule, fingerprint }) => ({ rule, fingerprint }))}
            onAnswered={answering.clear}
            onClose={() => answer(undefined)}
          />
        )}
      </Suspense>
    </Page>
  )
}

const named = (groups: readonly FindingGroup[]): string =>
  groups.length === 1 ? groups[0]!.title : `${groups.length.toLocaleString('en')} findings`

function Row({ group }: { readonly group: FindingGroup }) {
  const { organization, rule, title, severity, firstSeenAt, reachable, states, owners } = group
  const [state] = Object.entries(stateWords).find(([one]) => (states[one] ?? 0) > 0) ?? []
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <RouterLink className={styles.name} href={findingHref(group)}>
          {title}
        </RouterLink>
        <span className={styles.more}>
          <b className={reachable > 0 ? styles.reached : styles.spread}>{spreadOf(group)}</b>
          {' · '}
          {owners.length === 0 ? 'nobody is known to own it' : owners.join(', ')}
        </span>
      </div>
      <span className={styles.facts}>
        <span>
          {state !== undefined && state !== 'open' && `${wordOf(state)} · `}
          <Time at={firstSeenAt} />
        </span>
        <span>
          {organization.login} · <code>{rule}</code>
        </span>
      </span>
      <span className={styles.severity}>
        <SeverityLabel severity={severity} />
      </span>
    </div>
  )
}

const wordOf = (state: string): string =>
  Object.entries(stateWords).find(([one]) => one === state)?.[1] ?? state

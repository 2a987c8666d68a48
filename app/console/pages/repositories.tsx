import { CircleSlashIcon, RepoIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, read, type Schema } from '../api.ts'
import type { Filters } from '../filters.ts'
import { wayOf } from '../parts/path-words.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { OutcomeLabel, outcomeWords } from '../parts/outcome-label.tsx'
import { Page } from '../parts/page.tsx'
import { RecheckButton } from '../parts/recheck-button.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { severityOf } from '../parts/severities.ts'
import { SeverityLabel } from '../parts/severity-label.tsx'
import { Time } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './repositories.module.css'

type Repository = Schema<'ListedRepository'>

const yesAndNo = (yes: string, no: string) => [
  { value: 'true', label: yes },
  { value: 'false', label: no },
]

const filters: Filters = {
  search: 'Find a repository',
  choices: [
    {
      name: 'outcome',
      label: 'Decision',
      several: true,
      options: Object.entries(outcomeWords).map(([value, label]) => ({ value, label })),
    },
    { name: 'connected', label: 'Claude', options: yesAndNo('Reaches it', 'Is not seen to reach it') },
    { name: 'findings', label: 'Findings', options: yesAndNo('Open', 'None open') },
  ],
  orders: [
    { value: 'worst', label: 'Worst first' },
    { value: 'name', label: 'By name' },
    { value: 'since', label: 'Decided last' },
  ],
}

const rowHeight = 64

export function RepositoriesPage() {
  const [filtering, change] = useFiltering(filters)
  const organization = useOrganizationId()
  const navigate = useNavigate()
  const query = {
    ...filtering.chosen,
    order: filtering.order,
    ...(filtering.search !== '' && { search: filtering.search }),
    ...(organization !== undefined && { organization }),
  }
  const pages = usePages(['repositories', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/repositories', {
        // oxlint-disable-next-line no-unsafe-type-assertion -- the filters above name values of the API, as texts
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } as never },
        signal,
      }),
    ),
  )
  return (
    <Page title="Repositories" description="What was decided of each, and what reaches it.">
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        label="Repositories"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={rowHeight}
        onOpen={({ id }) => void navigate({ to: '/repositories/$repository', params: { repository: id } })}
        actions={(selected, clear) => (
          <>
            <RecheckButton repositories={selected} onDone={clear} />
            <Revoke repositories={selected} onDone={clear} />
          </>
        )}
        empty={
          <EmptyState title="No repository is like this" icon={RepoIcon}>
            Take a filter away, or look at another organization. Repositories appear here once the App is
            installed.
          </EmptyState>
        }
      >
        {(repository) => <Row repository={repository} />}
      </List>
    </Page>
  )
}

interface ActionProps {
  readonly repositories: readonly Repository[]
  readonly onDone: () => void
}

/** Loaded when somebody opens it. */
const RevokeDialog = lazy(() => import('../parts/revocations/revoke-dialog.tsx'))
/** As many as the API takes at once. */
const mostRevoked = 50

function Revoke({ repositories, onDone }: ActionProps) {
  const [isOpen, setOpen] = useState(false)
  const isTooMany = repositories.length > mostRevoked
  return (
    <>
      <Button
        variant="danger"
        leadingVisual={CircleSlashIcon}
        inactive={isTooMany}
        onClick={() => setOpen(!isTooMany)}
      >
        {isTooMany ? `Take access back (${mostRevoked} at most)` : 'Take access back'}
      </Button>
      {isOpen && (
        <Suspense>
          <RevokeDialog
            repositories={repositories}
            onClose={(isDone) => {
              setOpen(false)
              if (isDone) onDone()
            }}
          />
        </Suspense>
      )}
    </>
  )
}

function Row({ repository }: { readonly repository: Repository }) {
  const { id, name, organization, outcome, since, openSecrets, openFiles, worst, connectedPaths } = repository
  const severity = severityOf(worst)
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <RouterLink className={styles.name} href={`/repositories/${id}`}>
          <span className={styles.owner}>{organization.login}/</span>
          {name}
        </RouterLink>
        <span className={styles.more}>
          {connectedPaths.length > 0
            ? `Claude reaches it by ${connectedPaths.map(wayOf).join(', ')}`
            : 'Claude is not seen to reach it'}
          {' · decided '}
          <Time at={since} />
        </span>
      </div>
      <span className={styles.findings}>
        {severity && openSecrets + openFiles > 0 && (
          <>
            {openSecrets + openFiles} open <SeverityLabel severity={severity} />
          </>
        )}
      </span>
      <span className={styles.outcome}>
        <OutcomeLabel outcome={outcome} />
      </span>
    </div>
  )
}

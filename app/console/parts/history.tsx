import {
  DotFillIcon,
  HistoryIcon,
  type Icon,
  KeyIcon,
  LawIcon,
  PlugIcon,
  SearchIcon,
  SyncIcon,
} from '@primer/octicons-react'
import { Button, SkeletonBox } from '@primer/react'
import { api, read, type Schema } from '../api.ts'
import { actorOf } from './audit/event-sentence.tsx'
import { kindGroups, sentenceOf } from './audit/told-kinds.ts'
import { EmptyState } from './empty-state.tsx'
import styles from './history.module.css'
import { usePages } from './list/use-pages.ts'
import { ProblemBanner } from './problem-banner.tsx'
import { Timeline } from './timeline.tsx'

type Event = Schema<'HistoryEvent'>

const eventsOfPage = 20
/** About as many as fit on a screen, so that nothing below moves far when they come. */
const skeletons = 4

/** What happened to a repository, the newest first, and further back on demand. */
export function History({ repository }: { readonly repository: string }) {
  const pages = usePages(['repository-history', repository], (cursor, signal) =>
    read(
      api.GET('/api/v1/repositories/{repository}/history', {
        params: {
          path: { repository },
          query: { limit: eventsOfPage, ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  )
  if (pages.state === 'failed') return <ProblemBanner error={pages.error} onRetry={pages.retry} />
  if (pages.state === 'loading')
    return (
      <div className={styles.loading} role="status" aria-label="The history is loading">
        {Array.from({ length: skeletons }, (_, at) => (
          <SkeletonBox key={at} width="60%" height="16px" />
        ))}
      </div>
    )
  if (pages.rows.length === 0)
    return (
      <EmptyState title="Nothing has happened yet" icon={HistoryIcon}>
        Decisions, connections, requests, findings and changes stand here as soon as there are any.
      </EmptyState>
    )
  return (
    <>
      <Timeline
        events={pages.rows.map((event) => ({
          key: String(event.sequence),
          at: event.at,
          icon: iconOf(event),
          content: <Sentence event={event} />,
        }))}
      />
      {pages.hasFailedMore && <p role="alert">What was before could not be fetched.</p>}
      {pages.hasMore && (
        <Button loading={pages.isFetchingMore} onClick={pages.fetchMore}>
          Show what was before
        </Button>
      )}
    </>
  )
}

/** On its own page a repository is called "it". */
function Sentence({ event }: { readonly event: Event }) {
  return (
    <span className={styles.sentence}>
      {sentenceOf(event).map((piece, at) =>
        piece === '@' ? (
          <b key="@">{actorOf(event)}</b>
        ) : (
          <span key={`${String(at)} ${piece}`}>{piece === '$' ? (at === 0 ? 'It' : 'it') : piece}</span>
        ),
      )}
    </span>
  )
}

const icons: Readonly<Record<string, Icon>> = {
  decisions: LawIcon,
  access: KeyIcon,
  connections: PlugIcon,
  findings: SearchIcon,
  changes: SyncIcon,
}

const iconOf = ({ kind }: Event): Icon =>
  icons[kindGroups.find(({ kinds }) => kind in kinds)?.value ?? ''] ?? DotFillIcon

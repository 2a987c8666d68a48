import type { Schema } from '../../api.ts'
import { RouterLink } from '../router-link.tsx'
import { sentenceOf } from './told-kinds.ts'
import styles from './audit.module.css'

type Event = Schema<'AuditEvent'>

/** An event as one sentence; repositories lead to their pages. @param organization what stands for it where it is not named */
export function EventSentence({
  event,
  organization,
}: {
  readonly event: Event
  readonly organization: string
}) {
  return (
    <span className={styles.sentence}>
      {sentenceOf(event).map((piece, at) =>
        piece === '@' ? (
          <Actor key="@" event={event} />
        ) : piece === '$' ? (
          <Subject key="$" event={event} organization={organization} />
        ) : (
          <span key={`${String(at)} ${piece}`}>{piece}</span>
        ),
      )}
    </span>
  )
}

/** People are erased on demand; what they did stays. */
export const actorOf = ({ actor, actorName }: Pick<Event, 'actor' | 'actorName'>): string =>
  actorName ?? (actor === null ? 'Gatehouse' : 'Somebody who was erased')

function Actor({ event }: { readonly event: Event }) {
  return (
    <b className={event.actor !== null && event.actorName === null ? styles.erased : undefined}>
      {actorOf(event)}
    </b>
  )
}

function Subject({
  event: { subject, subjectName },
  organization,
}: {
  readonly event: Event
  readonly organization: string
}) {
  const [kind, id = ''] = subject.split(':')
  if (kind === 'organization') return <b>{organization}</b>
  if (kind === 'person') return <b>{subjectName ?? 'somebody who was erased'}</b>
  if (kind === 'token') return <b>{subjectName ?? subject.replace(':', ' ')}</b>
  if (kind !== 'repository') return <b>{subject.replace(':', ' ')}</b>
  return subjectName === null ? (
    <b className={styles.erased}>a repository that is gone</b>
  ) : (
    <RouterLink className={styles.subject} href={`/repositories/${id}`}>
      {subjectName}
    </RouterLink>
  )
}

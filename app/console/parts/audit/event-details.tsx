import type { Schema } from '../../api.ts'
import { RouterLink } from '../router-link.tsx'
import styles from './audit.module.css'
import { actorOf } from './event-sentence.tsx'

/** What is recorded of an event, as it is recorded. */
export function EventDetails({ event }: { readonly event: Schema<'AuditEvent'> }) {
  const { kind, actor, subject, data, previous, hash } = event
  return (
    <dl className={styles.details}>
      <dt>Kind</dt>
      <dd>
        <code>{kind}</code> <RouterLink href={`/audit?kind=${kind}`}>All of this kind</RouterLink>
      </dd>
      <dt>Who</dt>
      <dd>
        {actorOf(event)}{' '}
        {actor !== null && <RouterLink href={`/audit?actor=${actor}`}>All that they did</RouterLink>}
      </dd>
      <dt>About</dt>
      <dd>
        <code>{subject}</code> <RouterLink href={`/audit?subject=${subject}`}>All about it</RouterLink>
      </dd>
      <dt>Details</dt>
      <dd>
        {/* It scrolls where it is wide, so keys have to reach it. */}
        <pre className={styles.json} tabIndex={0} role="region" aria-label="Details as JSON">
          {JSON.stringify(data, undefined, 2)}
        </pre>
      </dd>
      <dt>Hash</dt>
      <dd>
        <code className={styles.hash}>{hash}</code>
      </dd>
      <dt>Hash before</dt>
      <dd>
        <code className={styles.hash}>{previous}</code>
      </dd>
    </dl>
  )
}

import { ChevronDownIcon, ChevronRightIcon } from '@primer/octicons-react'
import { IconButton } from '@primer/react'
import type { Schema } from '../../api.ts'
import { RouterLink } from '../router-link.tsx'
import { Time } from '../time.tsx'
import styles from './audit.module.css'
import { EventDetails } from './event-details.tsx'
import { EventSentence } from './event-sentence.tsx'

interface EventRowProps {
  readonly event: Schema<'AuditEvent'>
  readonly organization: string
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One line of the record, and on demand all that is recorded of it. */
export function EventRow({ event, organization, isOpen, onToggle }: EventRowProps) {
  const { sequence, at } = event
  return (
    <div className={styles.row}>
      <IconButton
        variant="invisible"
        size="small"
        icon={isOpen ? ChevronDownIcon : ChevronRightIcon}
        aria-label={`Details of event ${sequence}`}
        aria-expanded={isOpen}
        onClick={onToggle}
      />
      <EventSentence event={event} organization={organization} />
      <span className={styles.when}>
        <Time at={at} />
        <RouterLink className={styles.number} href={`/audit?sequence=${sequence}`} title="This event alone">
          #{sequence.toLocaleString('en')}
        </RouterLink>
      </span>
      {isOpen && (
        <div className={styles.opened}>
          <EventDetails event={event} />
        </div>
      )}
    </div>
  )
}

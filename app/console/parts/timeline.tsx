import type { Icon } from '@primer/octicons-react'
import { Timeline as PrimerTimeline } from '@primer/react'
import type { ReactNode } from 'react'
import styles from './timeline.module.css'
import { Time } from './time.tsx'

export interface TimelineEvent {
  readonly key: string
  readonly at: string
  readonly icon: Icon
  readonly content: ReactNode
}

/** What happened, the newest first. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <PrimerTimeline>
      {events.map(({ key, at, icon: EventIcon, content }) => (
        <PrimerTimeline.Item key={key} condensed>
          <PrimerTimeline.Badge>
            <EventIcon />
          </PrimerTimeline.Badge>
          <PrimerTimeline.Body>
            {content}{' '}
            <span className={styles.time}>
              <Time at={at} />
            </span>
          </PrimerTimeline.Body>
        </PrimerTimeline.Item>
      ))}
    </PrimerTimeline>
  )
}

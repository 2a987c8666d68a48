import { type ReactNode, useId } from 'react'
import { ProblemBanner } from './problem-banner.tsx'
import styles from './section.module.css'

interface SectionProps {
  readonly title: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page with a heading of its own. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <div>
          <h2 className={styles.title} id={id}>
            {title}
          </h2>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  )
}

interface LoadedProps<Data> {
  readonly query: {
    readonly data: Data | undefined
    readonly error: unknown
    readonly refetch: () => unknown
  }
  /** In pixels, about: what it takes later is kept free. */
  readonly height: number
  readonly children: (data: Data) => ReactNode
}

/** What was asked for, or why it is not there; so high from the first that nothing below it moves far. */
export function Loaded<Data>({ query, height, children }: LoadedProps<Data>) {
  const { data, error, refetch } = query
  if (data !== undefined) return children(data)
  if (error !== null) return <ProblemBanner error={error} onRetry={() => void refetch()} />
  return <div role="status" aria-label="Loading" style={{ minHeight: height }} />
}

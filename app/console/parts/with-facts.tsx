import type { ReactNode } from 'react'
import styles from './with-facts.module.css'

/** What a page is about, and beside it what is known at a glance: several `Fact`. Below each other where it is narrow. */
export function WithFacts({ facts, children }: { readonly facts: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>{children}</div>
      <aside className={styles.side} aria-label="Facts">
        {facts}
      </aside>
    </div>
  )
}

interface FactProps {
  readonly title: string
  /** In smaller letters below it. */
  readonly why?: ReactNode
  readonly children: ReactNode
}

export function Fact({ title, why, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <h2 className={styles.title}>{title}</h2>
      <div>{children}</div>
      {why != null && why !== false && <small className={styles.why}>{why}</small>}
    </div>
  )
}

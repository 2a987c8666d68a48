import type { Icon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly title: string
  readonly icon?: Icon
  /** What would stand here, and how it comes here. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** Nothing is here: says what would be, and what to do. */
export function EmptyState({ title, icon: StateIcon, children, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {StateIcon && <StateIcon size={24} className={styles.icon} />}
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{children}</p>
      {action}
    </div>
  )
}

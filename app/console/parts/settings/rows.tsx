import type { ReactNode } from 'react'
import styles from './rows.module.css'

/** Short lists that are read and not worked through. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

interface RowProps {
  readonly title: ReactNode
  readonly more?: ReactNode
  /** At its end: a state, a button. */
  readonly end?: ReactNode
}

export function Row({ title, more, end }: RowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {more !== undefined && <div className={styles.more}>{more}</div>}
      </div>
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </li>
  )
}

/** Where a list has nothing in it, and that is well. */
export const Nothing = ({ children }: { readonly children: ReactNode }) => (
  <p className={styles.nothing}>{children}</p>
)

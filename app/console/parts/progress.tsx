import { ProgressBar } from '@primer/react'
import styles from './progress.module.css'
import type { Advance } from './use-progress.ts'

/** @param label what is under way: `Re-check of acme` */
export function Progress({
  label,
  advance,
}: {
  readonly label: string
  readonly advance: Advance | undefined
}) {
  const { done = 0, total = null, doing = 'It begins …', state = 'running' } = advance ?? {}
  const percent = total === null || total === 0 ? 0 : Math.min(100, (100 * done) / total)
  const color =
    state === 'failed' ? 'danger.emphasis' : state === 'done' ? 'success.emphasis' : 'accent.emphasis'
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <span>{label}</span>
        <span className={styles.count}>
          {done.toLocaleString('en')}
          {total !== null && ` of ${total.toLocaleString('en')}`}
        </span>
      </div>
      <ProgressBar aria-label={label} progress={state === 'done' ? 100 : percent} bg={color} />
      <span className={styles.count} aria-live="polite">
        {doing}
      </span>
    </div>
  )
}

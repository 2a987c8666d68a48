import { CheckCircleFillIcon, QuestionIcon, XCircleFillIcon } from '@primer/octicons-react'
import type { AccessRequest } from './request-state.tsx'
import styles from './readiness.module.css'

/** How many checks are met, are not, and are not known: at a glance, and in words. */
export function Readiness({ readiness }: { readonly readiness: AccessRequest['readiness'] }) {
  if (readiness === null) return <span className={styles.unknown}>Not decided yet</span>
  const { met, unmet, unknown } = readiness
  return (
    <span className={styles.readiness}>
      {unmet > 0 && (
        <span className={styles.unmet}>
          <XCircleFillIcon size={12} /> {unmet} not met
        </span>
      )}
      {unknown > 0 && (
        <span className={styles.unknown}>
          <QuestionIcon size={12} /> {unknown} not known
        </span>
      )}
      <span className={styles.met}>
        <CheckCircleFillIcon size={12} /> {met} met
      </span>
    </span>
  )
}

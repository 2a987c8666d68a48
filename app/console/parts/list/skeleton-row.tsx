import { SkeletonBox } from '@primer/react'
import styles from './list.module.css'

/** As high as a row, so that nothing moves when the row comes. */
export function SkeletonRow({ height }: { readonly height: number }) {
  return (
    <div className={styles.skeleton} style={{ height }}>
      <SkeletonBox width="38%" height="14px" />
      <SkeletonBox width="22%" height="12px" />
    </div>
  )
}

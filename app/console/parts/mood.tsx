import type { Icon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import styles from './mood.module.css'

export type MoodTone = 'success' | 'attention' | 'severe' | 'danger' | 'accent' | 'muted'

interface MoodProps {
  readonly tone: MoodTone
  readonly icon?: Icon
  readonly children: ReactNode
}

/** A word with a colour. The word says all; the colour only helps to find it. */
export function Mood({ tone, icon: MoodIcon, children }: MoodProps) {
  return (
    <span className={`${styles.mood} ${styles[tone]}`}>
      {MoodIcon && <MoodIcon size={12} />}
      {children}
    </span>
  )
}

import { useEffect, useRef } from 'react'
import styles from './list.module.css'

interface CheckBoxProps {
  readonly label: string
  readonly isChecked: boolean
  /** Some of what it stands for is. */
  readonly isPartly?: boolean
  readonly isReachedByTab?: boolean
  readonly onChange: () => void
}

/** The browser's own: Primer's brings all kinds of forms with it, a tenth of the first load. */
export function CheckBox({
  label,
  isChecked,
  isPartly = false,
  isReachedByTab = true,
  onChange,
}: CheckBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly
  }, [isPartly])
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.check}
      aria-label={label}
      tabIndex={isReachedByTab ? 0 : -1}
      checked={isChecked}
      onChange={onChange}
    />
  )
}

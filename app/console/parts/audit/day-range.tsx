import { type Days, readDay } from './days.ts'
import styles from './audit.module.css'

/** The browser's own fields: they know the person's language, and cost nothing. */
export function DayRange({
  days,
  onChange,
}: {
  readonly days: Days
  readonly onChange: (days: Days) => void
}) {
  const field = (name: keyof Days, label: string) => (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        value={days[name]}
        {...(name === 'to' && days.from !== '' && { min: days.from })}
        onChange={(event) => onChange({ ...days, [name]: readDay(event.target.value) })}
      />
    </label>
  )
  return (
    <div className={styles.days} role="group" aria-label="Days">
      {field('from', 'From')}
      {field('to', 'to')}
    </div>
  )
}

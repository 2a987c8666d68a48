import { RouterLink } from './router-link.tsx'
import styles from './tabs.module.css'

interface TabsProps {
  /** What they divide: `Requests`. */
  readonly label: string
  readonly tabs: readonly { readonly title: string; readonly href: string }[]
  /** The one that is shown, by its address. */
  readonly current: string
}

/** Lists that stand beside each other, each with an address of its own. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ title, href }) => (
        <RouterLink
          key={href}
          href={href}
          className={styles.tab}
          aria-current={href === current ? 'page' : undefined}
        >
          {title}
        </RouterLink>
      ))}
    </nav>
  )
}

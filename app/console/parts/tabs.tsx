import { useLayoutEffect, useRef } from 'react'
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
  const bar = useRef<HTMLElement>(null)
  // Where not all of them have room, the one that is shown does.
  useLayoutEffect(() => {
    const shown = bar.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (bar.current && shown)
      bar.current.scrollLeft = shown.offsetLeft - (bar.current.clientWidth - shown.offsetWidth) / 2
  }, [current])
  return (
    <nav ref={bar} aria-label={label} className={styles.tabs}>
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

import { UnderlineNav } from '@primer/react'
import { useLocation } from '@tanstack/react-router'
import { RouterLink } from '../parts/router-link.tsx'
import { isWithin, sections } from '../sections.ts'
import { useCounts } from './counts.ts'
import styles from './navigation.module.css'

/** The sections. Where there is no room for all, the last ones are behind "More". */
export function Navigation() {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const counts = useCounts()
  return (
    <div className={styles.navigation}>
      <UnderlineNav aria-label="Sections" hideIconsBreakpoint={null}>
        {sections.map(({ path: to, title, icon: SectionIcon, counts: counted }) => {
          const count = counted && counts[counted]
          return (
            <UnderlineNav.Item
              key={to}
              as={RouterLink}
              href={to}
              leadingVisual={<SectionIcon />}
              {...(isWithin(path, to) && { 'aria-current': 'page' })}
              {...(count !== undefined && { counter: count })}
            >
              {title}
            </UnderlineNav.Item>
          )
        })}
      </UnderlineNav>
    </div>
  )
}

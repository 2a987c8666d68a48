import { Link } from '@tanstack/react-router'
import { Mark } from './mark.tsx'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import { PersonMenu } from './person-menu.tsx'
import { SearchBox } from './search-box.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import styles from './top-bar.module.css'

/** @param onShortcuts shows the list of shortcuts */
export function TopBar({ onShortcuts }: { readonly onShortcuts: () => void }) {
  return (
    <div className={styles.bar}>
      <Link to="/" className={styles.home} aria-label="Gatehouse, overview">
        <Mark />
        <span className={styles.name}>Gatehouse</span>
      </Link>
      <OrganizationSwitcher />
      <div className={styles.search}>
        <SearchBox />
      </div>
      <div className={styles.end}>
        <ThemeMenu />
        <PersonMenu onShortcuts={onShortcuts} />
      </div>
    </div>
  )
}

import { Outlet, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { pageTitleId } from '../parts/page.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import type { Shortcut } from '../keyboard/sequences.ts'
import { sections } from '../sections.ts'
import { Banners } from './banners.tsx'
import { useKept } from './kept.ts'
import { Navigation } from './navigation.tsx'
import { focusSearch } from './search-box.tsx'
import styles from './shell.module.css'
import { TopBar } from './top-bar.tsx'

const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx'))

/** What stands around every page. */
export function Shell() {
  const [isExplained, explain] = useState(false)
  const [single, keepSingle] = useKept('shortcuts', 'on')
  const shortcuts = useShellShortcuts(() => explain(true))
  useShortcuts(shortcuts, single === 'on')
  useFocusOnTitle()
  return (
    <>
      <a className={styles.skip} href={`#${pageTitleId}`}>
        Skip to content
      </a>
      <header>
        <TopBar onShortcuts={() => explain(true)} />
        <Navigation />
      </header>
      <main className={styles.main}>
        <Banners />
        <Outlet />
      </main>
      {isExplained && (
        <Suspense fallback={null}>
          <ShortcutsDialog
            shortcuts={shortcuts}
            areOn={single === 'on'}
            onSwitch={(areOn) => keepSingle(areOn ? 'on' : 'off')}
            onClose={() => explain(false)}
          />
        </Suspense>
      )}
    </>
  )
}

function useShellShortcuts(explain: () => void): readonly Shortcut[] {
  const router = useRouter()
  return [
    ...sections.map(({ key, title, path }) => ({
      keys: `g ${key}`,
      does: `Go to ${title}`,
      run: () => void router.navigate({ to: path }),
    })),
    { keys: '/', does: 'Search repositories', run: focusSearch },
    { keys: '?', does: 'Show these shortcuts', run: explain },
  ]
}

/** Who goes to another page by keyboard, or hears it, begins at its title. */
function useFocusOnTitle(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) document.getElementById(pageTitleId)?.focus({ preventScroll: true })
      }),
    [router],
  )
}

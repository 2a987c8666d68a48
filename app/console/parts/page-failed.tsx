import { useRouter } from '@tanstack/react-router'
import { EmptyState } from './empty-state.tsx'
import { Page } from './page.tsx'
import { ProblemBanner } from './problem-banner.tsx'
import { RouterLink } from './router-link.tsx'

/** In the place of a page that could not be drawn; the shell around it stays. */
export function PageFailed({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter()
  const again = (): void => {
    reset()
    void router.invalidate()
  }
  return (
    <Page title="This page failed">
      <ProblemBanner error={error} onRetry={again} />
    </Page>
  )
}

/** In the place of a page that does not exist. */
export function NotThere() {
  return (
    <Page title="There is nothing here">
      <EmptyState
        title="No page has this address"
        action={<RouterLink href="/">Go to the overview</RouterLink>}
      >
        It may have been moved, or the link was cut off.
      </EmptyState>
    </Page>
  )
}

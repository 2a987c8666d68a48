import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'

export function FindingsPage() {
  return (
    <Page title="Findings">
      <EmptyState title="Not built yet">The command line and the API have it.</EmptyState>
    </Page>
  )
}

import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'

export function SettingsPage() {
  return (
    <Page title="Settings">
      <EmptyState title="Not built yet">The command line and the API have it.</EmptyState>
    </Page>
  )
}

import { Page } from '../parts/page.tsx'
import { Changes } from '../parts/settings/changes.tsx'
import { Organizations } from '../parts/settings/organizations.tsx'
import { Recheck } from '../parts/settings/recheck.tsx'
import { SettingsTabs } from '../parts/settings/settings-tabs.tsx'
import { SetUp } from '../parts/settings/set-up.tsx'
import { useOneOrganization } from '../shell/use-one-organization.ts'

/** How Gatehouse is set up, what keeps it from its work, and the brake. */
export function SettingsPage() {
  const organization = useOneOrganization('read-settings')
  const isOne = organization !== undefined && organization !== 'nobody'
  return (
    <Page
      title="Settings"
      description={
        isOne
          ? `${organization.login}: what Gatehouse is about to do, and what it needs of people.`
          : 'How Gatehouse is set up.'
      }
    >
      <SettingsTabs current="/settings" />
      {isOne && (
        <div key={organization.id}>
          <Changes organization={organization} />
          <Recheck organization={organization} />
          <SetUp organization={organization} />
        </div>
      )}
      <Organizations />
    </Page>
  )
}

import { Page } from '../parts/page.tsx'
import { LegalHolds } from '../parts/settings/legal-holds.tsx'
import { Retention } from '../parts/settings/retention.tsx'
import { SettingsTabs } from '../parts/settings/settings-tabs.tsx'
import { useOneOrganization } from '../shell/use-one-organization.ts'

/** For how long an organization's data is kept, and what nobody may delete meanwhile. */
export function DataPage() {
  const organization = useOneOrganization('read-settings')
  const isOne = organization !== undefined && organization !== 'nobody'
  return (
    <Page
      title="Data"
      description={
        isOne
          ? `${organization.login}: for how long what is kept, and what a legal hold keeps.`
          : 'Choose an organization to see for how long its data is kept.'
      }
    >
      <SettingsTabs current="/settings/data" />
      {isOne && (
        <div key={organization.id}>
          <Retention organization={organization} />
          <LegalHolds organization={organization} />
        </div>
      )}
    </Page>
  )
}

import { Page } from '../parts/page.tsx'
import { SettingsTabs } from '../parts/settings/settings-tabs.tsx'
import { Siem } from '../parts/settings/siem.tsx'
import { useOneOrganization } from '../shell/use-one-organization.ts'

/** Which other systems are sent the audit log. */
export function SiemPage() {
  const organization = useOneOrganization('read-settings')
  const isOne = organization !== undefined && organization !== 'nobody'
  return (
    <Page
      title="SIEM"
      description={
        isOne
          ? `${organization.login}: which systems are sent the audit log as it grows, and how that goes.`
          : 'Choose an organization to see where its audit log is sent on to.'
      }
    >
      <SettingsTabs current="/settings/siem" />
      {isOne && <Siem key={organization.id} organization={organization} />}
    </Page>
  )
}

import { Page } from '../parts/page.tsx'
import { Members } from '../parts/settings/members.tsx'
import { Sessions } from '../parts/settings/sessions.tsx'
import { SettingsTabs } from '../parts/settings/settings-tabs.tsx'
import { Tokens } from '../parts/settings/tokens.tsx'
import { useOneOrganization } from '../shell/use-one-organization.ts'

/** Who is what in an organization, which programs read it, and where the person who looks is signed in. */
export function PeoplePage() {
  const organization = useOneOrganization('read-settings')
  const isOne = organization !== undefined && organization !== 'nobody'
  return (
    <Page
      title="People and programs"
      description={
        isOne
          ? `${organization.login}: who may do what, and by which tokens programs read it.`
          : 'Where you are signed in. Choose an organization to see who is what in it.'
      }
    >
      <SettingsTabs current="/settings/people" />
      {isOne && (
        <div key={organization.id}>
          <Members organization={organization} />
          <Tokens organization={organization} />
        </div>
      )}
      <Sessions />
    </Page>
  )
}

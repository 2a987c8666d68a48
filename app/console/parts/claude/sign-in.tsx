import { ChecklistIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { lazy, Suspense, useState } from 'react'
import type { Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { Mood } from '../mood.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

const GroupMappingDialog = lazy(() => import('./group-mapping-dialog.tsx'))

const modes: Readonly<Record<string, string>> = {
  login_only: 'Nobody is provisioned: people are invited',
  jit_permissive: 'At sign-in, for everybody who may sign in',
  jit_advanced: 'At sign-in, by groups',
  scim_permissive: 'By the directory (SCIM), for everybody',
  scim_advanced: 'By the directory (SCIM), by groups',
}

interface SignInProps {
  readonly organization: OneOrganization
  readonly claude: Schema<'Claude'>
}

/** How people sign in at Claude and how they get there. */
export function SignIn({ organization, claude: { signIn, mapping } }: SignInProps) {
  const [isTrying, tryIt] = useState(false)
  return (
    <Section
      title="Sign-in and provisioning at Claude"
      note="When the certificate of the identity provider ends, Claude tells no program: note it where your identity provider shows it."
      actions={
        <Button leadingVisual={ChecklistIcon} onClick={() => tryIt(true)}>
          Try a group mapping
        </Button>
      }
    >
      {isTrying && (
        <Suspense fallback={null}>
          <GroupMappingDialog organization={organization} mapping={mapping} onClose={() => tryIt(false)} />
        </Suspense>
      )}
      {signIn === null ? (
        <Nothing>Not read yet.</Nothing>
      ) : (
        <Rows label="Sign-in at Claude">
          <Row title="Single sign-on" end={<Answer value={signIn.enabled} />} />
          <Row title="Enforced on claude.ai" end={<Answer value={signIn.enforced} />} />
          <Row title="Enforced on the Claude Console" end={<Answer value={signIn.consoleEnforced} />} />
          <Row title="Directory sync" end={<Answer value={signIn.directorySync} isNeutral />} />
          <Row
            title="How people get there"
            end={
              signIn.provisioning === null ? 'Not told' : (modes[signIn.provisioning] ?? signIn.provisioning)
            }
          />
          {signIn.failedSync !== null && (
            <Row
              title="The last sync of the directory failed"
              more={<Time at={signIn.failedSync} />}
              end={<Mood tone="danger">Failed</Mood>}
            />
          )}
          {signIn.switchedOff !== null && (
            <Row
              title="A connection of single sign-on was switched off"
              more={<Time at={signIn.switchedOff} />}
              end={<Mood tone="danger">Off</Mood>}
            />
          )}
        </Rows>
      )}
    </Section>
  )
}

function Answer({
  value,
  isNeutral = false,
}: {
  readonly value: boolean | null
  readonly isNeutral?: boolean
}) {
  if (value === null) return <Mood tone="muted">Not told</Mood>
  if (value) return <Mood tone="success">On</Mood>
  return <Mood tone={isNeutral ? 'muted' : 'attention'}>Off</Mood>
}

import { CheckIcon, ClockIcon, StopIcon } from '@primer/octicons-react'
import type { Schema } from '../../api.ts'
import { useOrganizations } from '../../queries.ts'
import { Mood } from '../mood.tsx'
import { RouterLink } from '../router-link.tsx'
import { Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Organization = Schema<'Organization'>

/** All that are governed here, whichever is looked at. */
export function Organizations() {
  const organizations = useOrganizations()
  return (
    <Section
      title="Organizations"
      note="Each has the App, a policy, and a record of its own. One more appears when the App is installed on it."
    >
      {organizations.length === 0 ? (
        <Nothing>Install the App on an organization, and it appears here within a minute.</Nothing>
      ) : (
        <Rows label="Organizations">
          {organizations.map((one) => (
            <Row
              key={one.id}
              title={<RouterLink href={`/settings?organization=${one.id}`}>{one.login}</RouterLink>}
              more={
                <>
                  {one.host} · policy <code>{one.policy.name}</code> ·{' '}
                  {one.lastSweepAt === null ? (
                    'not looked at yet'
                  ) : (
                    <>
                      re-checked <Time at={one.lastSweepAt} />
                    </>
                  )}
                </>
              }
              end={<State organization={one} />}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}

function State({ organization }: { readonly organization: Organization }) {
  const { isSuspended, isLeaving, isPaused, held, policy } = organization
  if (isSuspended)
    return (
      <Mood tone="danger" icon={StopIcon}>
        Suspended
      </Mood>
    )
  if (isLeaving) return <Mood tone="muted">Leaving</Mood>
  if (isPaused)
    return (
      <Mood tone="attention" icon={StopIcon}>
        Paused
      </Mood>
    )
  if (policy.state !== 'valid' && policy.state !== 'missing' && policy.state !== 'unknown')
    return <Mood tone="danger">Policy {policy.state}</Mood>
  if (held > 0)
    return (
      <Mood tone="attention" icon={ClockIcon}>
        {held.toLocaleString('en')} wait
      </Mood>
    )
  return (
    <Mood tone="success" icon={CheckIcon}>
      At work
    </Mood>
  )
}

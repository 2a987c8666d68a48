import { useQuery } from '@tanstack/react-query'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import { Mood } from '../mood.tsx'
import { RouterLink } from '../router-link.tsx'
import { Loaded, Section } from '../section.tsx'
import { SeverityLabel } from '../severity-label.tsx'
import { Time } from '../time.tsx'
import { WithCode } from '../with-code.tsx'
import { Nothing, Row, Rows } from './rows.tsx'

type Settings = Schema<'Settings'>

/** What people have to do on GitHub, how the work goes, and where notices go. */
export function SetUp({ organization }: { readonly organization: OneOrganization }) {
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['settings', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/settings', { params: { path } })),
    refetchInterval: 30_000,
  })
  return (
    <>
      <Section
        title="To do on GitHub, by hand"
        note="Settings that no App can change or is not permitted to, and permissions that Gatehouse misses. Each is looked at again with every re-check."
      >
        <Loaded query={query} height={200}>
          {({ checks }) => <Checks checks={checks} />}
        </Loaded>
      </Section>
      <Section title="Health" note="What waits to be looked at, and what cannot be.">
        <Loaded query={query} height={120}>
          {({ work, commands }) => <Health work={work} commands={commands} />}
        </Loaded>
      </Section>
      <Section
        title="Notifications"
        note="Where this deployment sends what people want to know of, and how that goes."
      >
        <Loaded query={query} height={80}>
          {({ targets }) => <Targets targets={targets} />}
        </Loaded>
      </Section>
    </>
  )
}

function Checks({ checks }: Pick<Settings, 'checks'>) {
  if (checks.length === 0)
    return <Nothing>Nothing: every setting that Gatehouse knows of is as it should be.</Nothing>
  return (
    <Rows label="To do on GitHub, by hand">
      {checks.map(({ id, subject, severity, title, found, todo, since }) => (
        <Row
          key={`${id} ${subject}`}
          title={title}
          more={
            <>
              {found} Since <Time at={since} />.
              <p>
                <WithCode>{todo}</WithCode>
              </p>
            </>
          }
          end={<SeverityLabel severity={severity} />}
        />
      ))}
    </Rows>
  )
}

function Health({
  work: { open, failing, oldestWaitSeconds, errors },
  commands,
}: Pick<Settings, 'work' | 'commands'>) {
  return (
    <Rows label="Health">
      <Row
        title={open === 0 ? 'Nothing waits' : `${open.toLocaleString('en')} to be looked at`}
        more={
          oldestWaitSeconds > 60
            ? `The oldest is due for ${Math.round(oldestWaitSeconds / 60).toLocaleString('en')} minutes.`
            : 'Everything that is due is looked at within a minute.'
        }
        end={
          failing === 0 ? (
            <Mood tone="success">Nothing fails</Mood>
          ) : (
            <Mood tone="danger">{failing.toLocaleString('en')} fail</Mood>
          )
        }
      />
      <Row
        title={
          commands.arrive === 'by-webhook'
            ? 'GitHub tells of commands'
            : 'Commands are looked for every minute'
        }
        more={
          commands.arrive === 'by-webhook'
            ? 'What people write to Gatehouse is answered within seconds.'
            : `GitHub cannot reach Gatehouse: what people write to it is answered within ${commands.afterSeconds} seconds.`
        }
      />
      {errors.map(({ key, repository, attempts, error, nextAt }) => (
        <Row
          key={key}
          title={
            key.startsWith('repository:') && repository !== null ? (
              <RouterLink href={`/repositories/${key.slice('repository:'.length)}`}>{repository}</RouterLink>
            ) : (
              'The organization itself'
            )
          }
          more={
            <>
              {error ?? 'Nothing was said of why.'} It failed {attempts} times, and is tried{' '}
              <Time at={nextAt} />.
            </>
          }
        />
      ))}
    </Rows>
  )
}

function Targets({ targets }: Pick<Settings, 'targets'>) {
  if (targets.length === 0)
    return (
      <Nothing>
        Nothing was sent yet. Mail, Slack, Teams and webhooks are named in the file of targets: see
        Notifications in the documentation.
      </Nothing>
    )
  return (
    <Rows label="Notifications">
      {targets.map(({ name, failures, lastError, lastFailedAt, lastSentAt }) => (
        <Row
          key={name}
          title={name}
          more={
            <>
              {lastSentAt === null ? (
                'Nothing arrived yet'
              ) : (
                <>
                  Last sent <Time at={lastSentAt} />
                </>
              )}
              {lastFailedAt !== null && lastError !== null && (
                <>
                  {' '}
                  · last failed <Time at={lastFailedAt} />: {lastError}
                </>
              )}
            </>
          }
          end={
            failures === 0 ? (
              <Mood tone="success">Works</Mood>
            ) : (
              <Mood tone="danger">Failed {failures} times</Mood>
            )
          }
        />
      ))}
    </Rows>
  )
}

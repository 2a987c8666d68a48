import { CheckIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { api, read, type Schema } from '../../api.ts'
import { usePages } from '../list/use-pages.ts'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Section } from '../section.tsx'
import { Nothing, Row, Rows } from '../settings/rows.tsx'
import { Time } from '../time.tsx'

type Version = Schema<'PolicyVersion'>

const states: Readonly<Record<Version['state'], string>> = {
  valid: 'Valid',
  invalid: 'Not valid',
  refused: 'Refused: it is public',
  missing: 'None was there',
  unreadable: 'Could not be read',
}

/** Every version that was found, the newest first. */
export function Versions({
  organization,
  inForce,
}: {
  readonly organization: string
  readonly inForce: string | undefined
}) {
  const pages = usePages(['policy-versions', organization], (cursor, signal) =>
    read(
      api.GET('/api/v1/organizations/{organization}/policy/versions', {
        params: { path: { organization }, query: { limit: 20, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  return (
    <Section title="History" note="Each version, when it was found, and whether it could be followed.">
      {pages.state === 'failed' ? (
        <ProblemBanner error={pages.error} onRetry={pages.retry} />
      ) : pages.state === 'loading' ? (
        <div role="status" aria-label="Loading" style={{ minHeight: 120 }} />
      ) : pages.rows.length === 0 ? (
        <Nothing>
          None was found yet. Put a gatehouse.yml into the policy repository, and it is read with the next
          re-check.
        </Nothing>
      ) : (
        <>
          <Rows label="History">
            {pages.rows.map((version) => (
              <VersionRow key={version.id} version={version} isInForce={version.id === inForce} />
            ))}
          </Rows>
          {pages.hasMore && (
            <Button variant="invisible" loading={pages.isFetchingMore} onClick={pages.fetchMore}>
              Older ones
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

function VersionRow({ version, isInForce }: { readonly version: Version; readonly isInForce: boolean }) {
  const { file, foundAt, state, problems } = version
  return (
    <Row
      title={
        file ? (
          <>
            <code>{file.commit.slice(0, 7)}</code> {file.repository}
          </>
        ) : (
          states[state]
        )
      }
      more={
        <>
          Found <Time at={foundAt} />
          {problems.slice(0, 3).map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </>
      }
      end={
        isInForce ? (
          <Mood tone="success" icon={CheckIcon}>
            In force
          </Mood>
        ) : (
          <Mood tone={state === 'valid' ? 'muted' : 'danger'}>{states[state]}</Mood>
        )
      }
    />
  )
}

import { ClockIcon, LinkExternalIcon } from '@primer/octicons-react'
import { Link } from '@primer/react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { accountOf } from '../account.ts'
import type { Schema } from '../api.ts'
import { Connections } from '../parts/connections.tsx'
import { History } from '../parts/history.tsx'
import { OutcomeLabel } from '../parts/outcome-label.tsx'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { Reasons } from '../parts/reasons.tsx'
import { RecheckButton } from '../parts/recheck-button.tsx'
import { Section } from '../parts/section.tsx'
import { severities } from '../parts/severities.ts'
import { SeverityLabel } from '../parts/severity-label.tsx'
import { Time } from '../parts/time.tsx'
import { Fact, WithFacts } from '../parts/with-facts.tsx'
import { problemOf } from '../problem.ts'
import styles from './repository.module.css'

type Account = Schema<'RepositoryAccount'>

const above = [{ title: 'Repositories', href: '/repositories' }]

/** Everything about one repository: why it is connected or not, by what, and what to do. */
export function RepositoryPage() {
  const { repository } = useParams({ from: '/repositories/$repository' })
  const { data, error, refetch } = useQuery(accountOf(repository))
  if (error)
    return (
      <Page title={problemOf(error).status === 404 ? 'No such repository' : 'Repository'} above={above}>
        <ProblemBanner error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Repository" above={above}>
        <div className={styles.loading} role="status">
          Loading
        </div>
      </Page>
    )
  return <Told account={data} />
}

function Told({ account }: { readonly account: Account }) {
  const { summary, explanation, page } = account
  const { organization, name, outcome, visibility, isArchived } = summary
  return (
    <Page
      title={`${organization.login}/${name}`}
      above={above}
      labels={<OutcomeLabel outcome={outcome} />}
      description={
        <>
          {visibility}
          {isArchived && ', archived'} ·{' '}
          <Link href={page} inline target="_blank" rel="noreferrer">
            on {organization.host} <LinkExternalIcon size={12} />
          </Link>
        </>
      }
      actions={<RecheckButton repositories={[summary]} />}
    >
      {explanation === null ? (
        <p>Nothing was decided of it yet. It is looked at by the next sweep, or when it is re-checked.</p>
      ) : (
        <Explained summary={summary} explanation={explanation} />
      )}
      <Section title="History">
        <History repository={summary.id} />
      </Section>
    </Page>
  )
}

interface ExplainedProps {
  readonly summary: Account['summary']
  readonly explanation: NonNullable<Account['explanation']>
}

function Explained({ summary, explanation }: ExplainedProps) {
  const { decision, paths, findings, lookedAt, remarks } = explanation
  const open = severities.toReversed().filter((severity) => findings.open[severity] > 0)
  return (
    <WithFacts facts={<Facts summary={summary} explanation={explanation} />}>
      {remarks.map((remark) => (
        <p key={remark} className={styles.remark}>
          <ClockIcon /> {remark}
        </p>
      ))}
      <Section title="Decision" note={modeWords[decision.mode]}>
        <Reasons reasons={decision.reasons} />
      </Section>
      <Section title="How Claude reaches it">
        <Connections connections={paths} />
      </Section>
      <Section title="Findings">
        {open.length === 0 ? (
          <p className={styles.muted}>
            {lookedAt.commit === null ? 'It was not scanned yet.' : 'None is open.'}
          </p>
        ) : (
          <ul className={styles.counts}>
            {open.map((severity) => (
              <li key={severity}>
                <b>{findings.open[severity]}</b> <SeverityLabel severity={severity} />
              </li>
            ))}
          </ul>
        )}
        {findings.settled > 0 && (
          <p className={styles.muted}>{findings.settled} more were set aside: answered, fixed or rotated.</p>
        )}
      </Section>
    </WithFacts>
  )
}

function Facts({ summary, explanation: { decision, owners, lookedAt } }: ExplainedProps) {
  return (
    <>
      <Fact
        title="Decided"
        why={
          decision.since !== decision.decidedAt && (
            <>
              And the same again <Time at={decision.decidedAt} />.
            </>
          )
        }
      >
        <Time at={decision.since} />
      </Fact>
      {decision.changesAt !== null && (
        <Fact title="Changes by itself">
          <Time at={decision.changesAt} />
        </Fact>
      )}
      {summary.approvedUntil !== null && (
        <Fact title="Approved until">
          <Time at={summary.approvedUntil} />
        </Fact>
      )}
      <Fact title="Policy">
        <code>{decision.policy}</code>
        {decision.group !== null && <>, group {decision.group}</>}
      </Fact>
      <Fact title="Owner" why={owners.why}>
        {owners.owners.length === 0 ? 'Nobody is known to own it' : owners.owners.join(', ')}
      </Fact>
      <Fact title="Secrets and files">
        {plural(summary.openSecrets, 'open secret')}, {plural(summary.openFiles, 'risky file')}
      </Fact>
      <Fact title="Looked at" why={lookedAt.contentProblem}>
        {lookedAt.paths === null ? 'Its connections were not read yet' : <Time at={lookedAt.paths} />}
        {lookedAt.commit !== null && (
          <>
            , commit <code>{lookedAt.commit.slice(0, 7)}</code>
          </>
        )}
      </Fact>
    </>
  )
}

const plural = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`

const modeWords = {
  observe: 'Only watched: nothing is changed because of it.',
  notify: 'Its owners are told; nothing is taken away.',
  enforce: 'Enforced.',
} as const

import { ClockIcon, FileCodeIcon, KeyIcon, LinkExternalIcon, SyncIcon } from '@primer/octicons-react'
import { Button, Link } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, read, type Schema } from '../api.ts'
import { Connections } from '../parts/connections.tsx'
import { OutcomeLabel } from '../parts/outcome-label.tsx'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { Reasons } from '../parts/reasons.tsx'
import { SeverityLabel, severities } from '../parts/severity-label.tsx'
import { Time } from '../parts/time.tsx'
import { problemOf } from '../problem.ts'
import styles from './repository.module.css'

type Account = Schema<'RepositoryAccount'>

const above = [{ title: 'Repositories', href: '/repositories' }]

/** Everything about one repository: why it is connected or not, by what, and what to do. */
export function RepositoryPage() {
  const { repository } = useParams({ from: '/repositories/$repository' })
  const { data, error, refetch } = useQuery({
    queryKey: ['repository', repository],
    queryFn: () => read(api.GET('/api/v1/repositories/{repository}', { params: { path: { repository } } })),
  })
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
      actions={<Recheck repository={summary.id} />}
    >
      {explanation === null ? (
        <p>Nothing was decided of it yet. It is looked at by the next sweep, or when it is re-checked.</p>
      ) : (
        <Explained summary={summary} explanation={explanation} />
      )}
    </Page>
  )
}

interface ExplainedProps {
  readonly summary: Account['summary']
  readonly explanation: NonNullable<Account['explanation']>
}

function Explained({ summary, explanation }: ExplainedProps) {
  const { decision, owners, paths, findings, lookedAt, remarks } = explanation
  const open = severities.toReversed().filter((severity) => findings.open[severity] > 0)
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
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
            <p className={styles.muted}>
              {findings.settled} more were set aside: answered, fixed or rotated.
            </p>
          )}
        </Section>
      </div>
      <aside className={styles.side} aria-label="Facts">
        <Fact title="Decided">
          <Time at={decision.decidedAt} />, so since <Time at={decision.since} />
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
        <Fact title="Owner">
          {owners.owners.length === 0 ? 'Nobody is known to own it' : owners.owners.join(', ')}
          <small className={styles.why}>{owners.why}</small>
        </Fact>
        <Fact title="Secrets and files" icon={<KeyIcon />}>
          {summary.openSecrets} open secrets, {summary.openFiles} risky files
        </Fact>
        <Fact title="Looked at" icon={<FileCodeIcon />}>
          {lookedAt.paths === null ? 'Its connections were not read yet' : <Time at={lookedAt.paths} />}
          {lookedAt.commit !== null && (
            <>
              , commit <code>{lookedAt.commit.slice(0, 7)}</code>
            </>
          )}
          {lookedAt.contentProblem !== undefined && (
            <small className={styles.why}>{lookedAt.contentProblem}</small>
          )}
        </Fact>
      </aside>
    </div>
  )
}

const modeWords = {
  observe: 'Only watched: nothing is changed because of it.',
  notify: 'Its owners are told; nothing is taken away.',
  enforce: 'Enforced.',
} as const

interface SectionProps {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
}

function Section({ title, note, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>
        {title} {note !== undefined && <span className={styles.note}>{note}</span>}
      </h2>
      {children}
    </section>
  )
}

interface FactProps {
  readonly title: string
  readonly icon?: ReactNode
  readonly children: ReactNode
}

function Fact({ title, icon, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <h3 className={styles.factTitle}>
        {icon} {title}
      </h3>
      <div>{children}</div>
    </div>
  )
}

function Recheck({ repository }: { readonly repository: string }) {
  const queries = useQueryClient()
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/repositories/recheck', { body: { repositories: [repository] } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['repository', repository] }),
  })
  return (
    <>
      {error && <ProblemBanner error={error} />}
      <Button leadingVisual={SyncIcon} loading={isPending} onClick={() => mutate()}>
        {isSuccess ? 'It is being looked at' : 'Re-check'}
      </Button>
    </>
  )
}

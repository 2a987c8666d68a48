import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, read, type Schema } from '../api.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { Time } from '../parts/time.tsx'
import { TrendChart } from '../parts/trend/trend-chart.tsx'
import { useOrganizations } from '../queries.ts'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './overview.module.css'
import { daysOf } from './overview-days.ts'

type Overview = Schema<'Overview'>

/** What Claude can read that it should not, first; then what it reaches, and what waits for people. */
export function OverviewPage() {
  const organization = useOrganizationId()
  const query = organization === undefined ? {} : { organization }
  const { data, error, refetch } = useQuery({
    queryKey: ['overview', query],
    queryFn: () => read(api.GET('/api/v1/overview', { params: { query } })),
    refetchInterval: 30_000,
  })
  return (
    <Page title="Overview" description="What Claude can reach now, against what is allowed.">
      {error ? <ProblemBanner error={error} onRetry={() => void refetch()} /> : <Told overview={data} />}
    </Page>
  )
}

/** @param overview undefined: it is on its way, and everything has its place already */
function Told({ overview }: { readonly overview: Overview | undefined }) {
  return (
    <div className={styles.page}>
      <Exposed overview={overview} />
      <div className={styles.columns}>
        <Reach overview={overview} />
        <Waiting overview={overview} />
      </div>
      <div className={styles.trend}>{overview && <Trend trend={overview.trend} />}</div>
      <LookedAt sweeps={overview?.sweeps} />
    </div>
  )
}

function Exposed({ overview }: { readonly overview: Overview | undefined }) {
  const { exposed, open } = overview ?? {}
  const total = exposed && exposed.secrets + exposed.files
  const mood = total === undefined ? '' : total > 0 ? styles.bad : styles.good
  return (
    <RouterLink
      className={`${styles.exposed} ${mood}`}
      href="/repositories?connected=true&findings=true&order=worst"
    >
      <span className={styles.large}>{number(total)}</span>
      <span>
        <b>
          {exposed
            ? `${plural(exposed.secrets, 'open secret')} and ${plural(exposed.files, 'risky file')} that Claude can read now`
            : '\u00a0'}
        </b>
        <span className={styles.more}>
          {exposed && open
            ? `in ${plural(exposed.repositories, 'repository', 'repositories')}; ${plural(open.secrets, 'secret')} and ${plural(open.files, 'file')} are open in all`
            : '\u00a0'}
        </span>
      </span>
    </RouterLink>
  )
}

function Reach({ overview }: { readonly overview: Overview | undefined }) {
  const { reach, repositories } = overview ?? {}
  const denied = reach && reach.reached - reach.allowed
  return (
    <Card title="What Claude reaches">
      <Line
        href="/repositories?connected=true"
        value={reach?.reached}
        label={`of ${number(repositories)} repositories`}
      />
      <Line href="/repositories?connected=true&outcome=allowed" value={reach?.allowed} label="are allowed" />
      <Line
        href="/repositories?connected=true&outcome=denied&outcome=needs-approval"
        value={denied}
        label="are not allowed"
        isBad={(denied ?? 0) > 0}
      />
      <p className={styles.more}>
        Of those that are reached: {number(reach?.canChange)} we can change, {number(reach?.onlySee)} we can
        only see in part. Of {number(reach?.cannotSee)} more we can’t see everything.
      </p>
    </Card>
  )
}

function Waiting({ overview }: { readonly overview: Overview | undefined }) {
  return (
    <Card title="What waits for people">
      <Line
        href="/requests"
        value={overview?.waiting}
        label={
          overview?.waiting === 1 ? 'repository with an open request' : 'repositories with an open request'
        }
      />
      <Line
        href="/repositories?order=since"
        value={overview?.expiring}
        label={overview?.expiring === 1 ? 'approval ends within 30 days' : 'approvals end within 30 days'}
      />
      <Line
        href="/repositories?unowned=true"
        value={overview?.unowned}
        label={overview?.unowned === 1 ? 'repository that nobody owns' : 'repositories that nobody owns'}
        isBad={(overview?.unowned ?? 0) > 0}
      />
      <Line
        href="/repositories?order=worst"
        value={overview?.notScanned}
        label="could not be scanned"
        isBad={(overview?.notScanned ?? 0) > 0}
      />
    </Card>
  )
}

function Trend({ trend }: { readonly trend: Overview['trend'] }) {
  if (trend.length < 2)
    return (
      <p className={styles.more}>
        From the second day on, a chart here shows how reach and exposed secrets went over 90 days.
      </p>
    )
  return <TrendChart trend={daysOf(trend)} />
}

function LookedAt({ sweeps }: { readonly sweeps: Overview['sweeps'] | undefined }) {
  const organizations = new Map(useOrganizations().map(({ id, login }) => [id, login]))
  return (
    <Card title="What we looked at">
      {sweeps?.length === 0 && <p className={styles.more}>No sweep has come to its end yet.</p>}
      {sweeps?.map(({ id, organization, finishedAt, startedAt, coverage }) => (
        <p key={id} className={styles.sweep}>
          <b>{organizations.get(organization) ?? 'An organization'}</b>, <Time at={finishedAt ?? startedAt} />
          {': '}
          {coverage === null
            ? 'under way'
            : `${number(coverage.read)} of ${number(coverage.repositories)} read, ${number(coverage.scanned)} scanned`}
          {coverage !== null && coverage.failedCount > 0 && (
            <span className={styles.badText}>
              , {plural(coverage.failedCount, 'thing')} could not be looked at
            </span>
          )}
        </p>
      ))}
    </Card>
  )
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  )
}

interface LineProps {
  readonly href: string
  readonly value: number | undefined
  readonly label: string
  readonly isBad?: boolean
}

function Line({ href, value, label, isBad = false }: LineProps) {
  return (
    <RouterLink className={styles.line} href={href}>
      <span className={`${styles.value} ${isBad ? styles.badText : ''}`}>{number(value)}</span>
      <span>{label}</span>
    </RouterLink>
  )
}

/** Nothing moves when it arrives. */
const number = (value: number | undefined): string => value?.toLocaleString('en') ?? '\u2007'

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

import { useQuery } from '@tanstack/react-query'
import { api, read } from '../api.ts'
import { ErrorBoundary } from '../parts/error-boundary.tsx'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './overview.module.css'

const numbers = [
  { title: 'Repositories that Claude can reach', asked: { connected: 'true' } },
  { title: 'Reached although denied', asked: { connected: 'true', outcome: 'denied' } },
  { title: 'Reached, with open findings', asked: { connected: 'true', findings: 'true' } },
] as const

export function OverviewPage() {
  return (
    <Page title="Overview" description="What Claude can reach now, against what is allowed.">
      <ErrorBoundary>
        <div className={styles.numbers}>
          {numbers.map((one) => (
            <CountedNumber key={one.title} {...one} />
          ))}
        </div>
      </ErrorBoundary>
    </Page>
  )
}

function CountedNumber({ title, asked }: (typeof numbers)[number]) {
  const organization = useOrganizationId()
  const query = { ...asked, ...(organization !== undefined && { organization }) }
  const { data, error, refetch } = useQuery({
    queryKey: ['count', query],
    queryFn: () => read(api.GET('/api/v1/repositories/count', { params: { query } })),
  })
  if (error) return <ProblemBanner error={error} onRetry={() => void refetch()} />
  return (
    <RouterLink className={styles.number} href={`/repositories?${new URLSearchParams(asked).toString()}`}>
      <span className={styles.value}>{data?.count.toLocaleString('en') ?? '\u00a0'}</span>
      <span className={styles.title}>{title}</span>
    </RouterLink>
  )
}

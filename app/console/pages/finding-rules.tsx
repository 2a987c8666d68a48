import { ShieldCheckIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../api.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FindingTabs } from '../parts/findings/finding-tabs.tsx'
import { type FindingState, stateWords } from '../parts/findings/finding-state.tsx'
import { noiseOf } from '../parts/findings/noise.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { RouterLink } from '../parts/router-link.tsx'
import { useOrganizationId } from '../shell/use-organization.ts'
import styles from './finding-rules.module.css'

interface Rule {
  readonly rule: string
  readonly states: Readonly<Record<string, number>>
}

const columns: readonly FindingState[] = [
  'open',
  'fixed-at-tip',
  'rotated',
  'risk-accepted',
  'false-positive',
  'gone',
]

/** Which rules find what is real, and which only cost time. */
export function FindingRulesPage() {
  const organization = useOrganizationId()
  const query = organization === undefined ? {} : { organization }
  const { data, error, refetch } = useQuery({
    queryKey: ['finding-rules', query],
    queryFn: () => read(api.GET('/api/v1/findings/rules', { params: { query } })),
  })
  return (
    <Page
      title="Findings"
      description="What became of the findings of each rule. Noise is the part of all answers that said: false positive."
    >
      <FindingTabs current="/findings/rules" />
      {error ? (
        <ProblemBanner error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div className={styles.loading} role="status">
          Loading
        </div>
      ) : data.items.length === 0 ? (
        <EmptyState title="No rule has found anything" icon={ShieldCheckIcon}>
          Once repositories were scanned, each rule that found something stands here.
        </EmptyState>
      ) : (
        <Rules rules={data.items} />
      )}
    </Page>
  )
}

function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  const openOf = ({ states }: Rule): number => states['open'] ?? 0
  return (
    // Whoever has only keys must be able to scroll it.
    <div className={styles.frame} role="region" aria-label="Rules" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            {columns.map((state) => (
              <th key={state} scope="col">
                {stateWords[state]}
              </th>
            ))}
            <th scope="col">Noise</th>
          </tr>
        </thead>
        <tbody>
          {rules
            .toSorted((one, other) => openOf(other) - openOf(one))
            .map(({ rule, states }) => (
              <tr key={rule}>
                <th scope="row">
                  <RouterLink href={`/findings?search=${encodeURIComponent(rule)}`}>{rule}</RouterLink>
                </th>
                {columns.map((state) => (
                  <td key={state}>{(states[state] ?? 0).toLocaleString('en')}</td>
                ))}
                <td>{percentOf(noiseOf(states))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

const percentOf = (noise: number | undefined): string => (noise === undefined ? 'not known' : `${noise} %`)

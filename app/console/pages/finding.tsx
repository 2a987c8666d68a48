import { LinkExternalIcon, ShieldCheckIcon } from '@primer/octicons-react'
import { Button, Link } from '@primer/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { api, read, type Schema } from '../api.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import type { Finding } from '../parts/findings/finding-state.tsx'
import { FoundIn } from '../parts/findings/found-in.tsx'
import { spreadOf } from '../parts/findings/spread.ts'
import { none, toggledKey, withinList } from '../parts/list/selection.ts'
import { Page } from '../parts/page.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { SeverityLabel } from '../parts/severity-label.tsx'
import { WithLinks } from '../parts/with-links.tsx'
import styles from './finding.module.css'

const VerdictDialog = lazy(() => import('../parts/findings/verdict-dialog.tsx'))

const above = [{ title: 'Findings', href: '/findings' }]

/** One finding wherever it is: what it can do, every place, since when Claude could read it, and what to do. */
export function FindingPage() {
  const { rule, fingerprint } = useParams({ from: '/findings/$rule/$fingerprint' })
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['finding', rule, fingerprint],
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/api/v1/findings/{rule}/{fingerprint}', {
          params: {
            path: { rule, fingerprint },
            query: pageParam === undefined ? {} : { cursor: pageParam },
          },
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const findings = data?.pages.flatMap(({ items }) => items) ?? []
  if (error)
    return (
      <Page title="Finding" above={above}>
        <ProblemBanner error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Finding" above={above}>
        <div className={styles.loading} role="status">
          Loading
        </div>
      </Page>
    )
  const [first] = findings
  if (!first)
    return (
      <Page title="No such finding" above={above}>
        <EmptyState title="It is nowhere that you can see" icon={ShieldCheckIcon}>
          It may be gone, or only in repositories that you do not see on GitHub.
        </EmptyState>
      </Page>
    )
  return (
    <Told findings={findings} first={first} papers={data.pages[0]?.papers ?? null}>
      {hasNextPage && (
        <Button className={styles.further} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more repositories
        </Button>
      )}
    </Told>
  )
}

const firstPage = (): string | undefined => undefined

interface ToldProps {
  readonly findings: readonly Finding[]
  readonly first: Finding
  readonly papers: Schema<'RulePapers'> | null
  readonly children: ReactNode
}

function Told({ findings, first, papers, children }: ToldProps) {
  const { rule, fingerprint, title, severity, isSecret } = first
  const [selection, select] = useState(none)
  const [isAnswering, answer] = useState(false)
  const selected = withinList(
    selection,
    findings.map(({ id }) => id),
  )
  const repositories = new Map(findings.map(({ repository }) => [repository.id, repository]))
  const reachable = [...repositories.values()].filter(({ isReachable }) => isReachable).length
  return (
    <Page
      title={title}
      above={above}
      labels={<SeverityLabel severity={severity} />}
      description={
        <>
          {spreadOf({ repositories: repositories.size, reachable })}
          {children !== false && ', of those that are shown'} · <code>{rule}</code>
        </>
      }
      actions={
        <Button variant="primary" onClick={() => answer(true)}>
          {selected.length === 0 ? 'Answer everywhere' : `Answer ${selected.length} selected`}
        </Button>
      }
    >
      {papers && <Papers papers={papers} isSecret={isSecret} />}
      <section aria-label="Where it is">
        <h2 className={styles.heading}>Where it is</h2>
        <ul className={styles.list}>
          {findings.map((finding) => (
            <FoundIn
              key={finding.id}
              finding={finding}
              isSelected={selection.has(finding.id)}
              onSelect={() => select(toggledKey(selection, finding.id))}
            />
          ))}
        </ul>
        {children}
      </section>
      <Suspense fallback={null}>
        {isAnswering && (
          <VerdictDialog
            what={selected.length === 0 ? `${title}, everywhere` : `${title}, ${selected.length} selected`}
            which={selected.length === 0 ? [{ rule, fingerprint }] : [{ ids: selected }]}
            onAnswered={() => select(none)}
            onClose={() => answer(false)}
          />
        )}
      </Suspense>
    </Page>
  )
}

/** What somebody who has it can do, and the way out of it. */
function Papers({
  papers: { why, fix, source },
  isSecret,
}: {
  readonly papers: Schema<'RulePapers'>
  readonly isSecret: boolean
}) {
  return (
    <section className={styles.papers} aria-label="What to do">
      <div>
        <h2 className={styles.heading}>Why it matters</h2>
        <p className={styles.text}>{why}</p>
      </div>
      <div>
        <h2 className={styles.heading}>{isSecret ? 'Rotate it' : 'What to do'}</h2>
        <p className={styles.text}>
          <WithLinks>{fix}</WithLinks>
        </p>
        {source.url.startsWith('https://') && (
          <p className={styles.source}>
            How its form is known:{' '}
            <Link href={source.url} inline target="_blank" rel="noreferrer">
              {new URL(source.url).hostname} <LinkExternalIcon size={12} />
            </Link>
          </p>
        )}
      </div>
    </section>
  )
}

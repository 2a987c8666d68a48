import { ChecklistIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, read } from '../api.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import type { DecideAct, WaitingVerdict } from '../parts/findings/decide-dialog.tsx'
import { findingHref } from '../parts/findings/finding-href.ts'
import { stateWords } from '../parts/findings/finding-state.tsx'
import { FindingTabs } from '../parts/findings/finding-tabs.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Page } from '../parts/page.tsx'
import styles from '../parts/requests/kept-row.module.css'
import { RouterLink } from '../parts/router-link.tsx'
import { SeverityLabel } from '../parts/severity-label.tsx'
import { Time } from '../parts/time.tsx'
import { plainDay } from '../parts/times.ts'
import { useOrganizationId } from '../shell/use-organization.ts'

const DecideDialog = lazy(() => import('../parts/findings/decide-dialog.tsx'))

interface Deciding {
  readonly act: DecideAct
  readonly verdicts: readonly WaitingVerdict[]
  readonly clear: () => void
}

/** What people said of findings and somebody whom the policy names has to confirm, before it counts. */
export function WaitingVerdictsPage() {
  const organization = useOrganizationId()
  const navigate = useNavigate()
  const [deciding, decide] = useState<Deciding>()
  const query = organization === undefined ? {} : { organization }
  const pages = usePages(['waiting-verdicts', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/findings/verdicts', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  const actions = (selected: readonly WaitingVerdict[], clear: () => void) => {
    const others = selected.filter(({ isMine }) => !isMine)
    const begin = (act: DecideAct, verdicts: readonly WaitingVerdict[]) => () =>
      decide({ act, verdicts, clear })
    // What is theirs they take back; somebody else decides about it.
    if (others.length === 0) return <Button onClick={begin('take-back', selected)}>Take back</Button>
    return (
      <>
        <Button variant="danger" onClick={begin('refuse', others)}>
          Refuse
        </Button>
        <Button variant="primary" onClick={begin('confirm', others)}>
          Confirm
        </Button>
      </>
    )
  }
  return (
    <Page
      title="Answers to confirm"
      description="What people said of findings and somebody whom the policy names has to confirm. Until then it counts for nothing."
    >
      <FindingTabs current="/findings/verdicts" />
      <List
        label="Answers"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={79}
        onOpen={({ rule, fingerprint }) =>
          void navigate({ to: '/findings/$rule/$fingerprint', params: { rule, fingerprint } })
        }
        actions={actions}
        empty={
          <EmptyState title="No answer waits to be confirmed" icon={ChecklistIcon}>
            Whoever may answer a finding and is not named by the policy asks for it. What they said stands
            here until somebody who is named confirms or refuses it.
          </EmptyState>
        }
      >
        {(verdict) => <Row verdict={verdict} />}
      </List>
      <Suspense fallback={null}>
        {deciding && (
          <DecideDialog
            act={deciding.act}
            verdicts={deciding.verdicts}
            onDecided={deciding.clear}
            onClose={() => decide(undefined)}
          />
        )}
      </Suspense>
    </Page>
  )
}

function Row({ verdict: one }: { readonly verdict: WaitingVerdict }) {
  const { organization, repository, title, severity, path, verdict, reason, evidence, rotatedOn } = one
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <span>
          <RouterLink className={styles.name} href={findingHref(one)}>
            {title}
          </RouterLink>{' '}
          is called <b>{stateWords[verdict].toLowerCase()}</b>
        </span>
        <span className={styles.words}>{reason}</span>
        {evidence !== null && (
          <span className={styles.more}>
            Rotated{rotatedOn !== null && ` on ${plainDay(rotatedOn)}`}: {evidence}
          </span>
        )}
        <span className={styles.more}>
          {one.askedBy ?? 'Somebody whose name was erased'} said it <Time at={one.askedAt} /> ·{' '}
          <RouterLink href={`/repositories/${repository.id}`}>
            {organization.login}/{repository.name}
          </RouterLink>
          {path !== null ? ` · ${path}` : ' · the finding is gone'}
        </span>
      </div>
      <div className={styles.state}>
        <SeverityLabel severity={severity} />
        <span className={styles.more}>Counts until {plainDay(one.expiresOn)}</span>
        {one.isMine && <span className={styles.more}>You said it: somebody else confirms it.</span>}
      </div>
    </div>
  )
}

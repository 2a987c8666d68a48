import { Button, Dialog } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CheckIcon, ClockIcon, LawIcon, SkipIcon } from '@primer/octicons-react'
import { api, read, type Schema } from '../api.ts'
import type { Filters } from '../filters.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { ProblemBanner } from '../parts/problem-banner.tsx'
import { FilterBar } from '../parts/filter-bar.tsx'
import { List } from '../parts/list/list.tsx'
import { usePages } from '../parts/list/use-pages.ts'
import { Mood } from '../parts/mood.tsx'
import { Page } from '../parts/page.tsx'
import styles from '../parts/requests/kept-row.module.css'
import { RequestTabs } from '../parts/requests/request-tabs.tsx'
import { waivedInWords } from '../parts/requests/waived-words.ts'
import { RouterLink } from '../parts/router-link.tsx'
import { Day, Time, useNow } from '../parts/time.tsx'
import { useFiltering } from '../parts/use-filtering.ts'
import { useOrganizationId } from '../shell/use-organization.ts'

type Exception = Schema<'Exception'>

const states = ['ending', 'over'] as const
const labels = { ending: 'Ends within 30 days', over: 'Over' }

const filters: Filters = {
  choices: [
    {
      name: 'state',
      label: 'State',
      options: states.map((value) => ({ value, label: labels[value] })),
      otherwise: 'In force',
    },
  ],
  orders: [],
}

type State = 'in-force' | (typeof states)[number]

/** It counts again at its day, or when somebody ended it. */
const isInForce = ({ endedAt, expiresAt }: Exception, now: Date): boolean =>
  endedAt === null && new Date(expiresAt) > now

const soon = 30 * 24 * 60 * 60_000

const nothing = {
  'in-force': [
    'No exception is in force',
    'Where the policy lets a condition be waived, the page of a request does so, or /gatehouse except in its issue, with a team that answers for it and what is done instead. It stands here until its day.',
  ],
  ending: ['No exception ends within 30 days', 'Those that end soonest stand here first, in time to renew.'],
  over: ['No exception is over yet', 'Those that have ended stay here, for whoever audits.'],
} as const

/** The register: what is waived where, who answers for it, what is done instead, and until when. */
export function ExceptionsPage() {
  const organization = useOrganizationId()
  const [filtering, change] = useFiltering(filters)
  const state: State = states.find((one) => one === filtering.chosen['state']?.[0]) ?? 'in-force'
  const query = { state, ...(organization !== undefined && { organization }) }
  const pages = usePages(['exceptions', query], (cursor, signal) =>
    read(
      api.GET('/api/v1/exceptions', {
        params: { query: { ...query, limit: 100, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  )
  const [ending, end] = useState<Exception>()
  const [title, teaches] = nothing[state]
  return (
    <Page
      title="Exceptions"
      description="What the policy wants and somebody has waived: who answers for it, what is done instead, and until when."
    >
      <RequestTabs current="/requests/exceptions" />
      <FilterBar filters={filters} filtering={filtering} onChange={change} />
      <List
        key={state}
        label="Exceptions"
        pages={pages}
        keyOf={({ id }) => id}
        rowHeight={95}
        empty={
          <EmptyState title={title} icon={LawIcon}>
            {teaches}
          </EmptyState>
        }
      >
        {(exception) => <Row exception={exception} onEnd={() => end(exception)} />}
      </List>
      {ending && <EndDialog exception={ending} onClose={() => end(undefined)} />}
    </Page>
  )
}

function Row({ exception, onEnd }: { readonly exception: Exception; readonly onEnd: () => void }) {
  const { organization, repository, waived, owner, control, by, issue, grantedAt } = exception
  return (
    <div className={styles.row}>
      <div className={styles.about}>
        <span>
          <RouterLink className={styles.name} href={`/repositories/${repository.id}`}>
            <span className={styles.owner}>{organization.login}/</span>
            {repository.name}
          </RouterLink>{' '}
          without <code>{waivedInWords(waived)}</code>
        </span>
        <span className={styles.words}>
          {control === null ? 'What is done instead is no longer kept.' : `Instead: ${control}`}
        </span>
        <span className={styles.more}>
          {owner} answers for it · {by ?? 'somebody whose name was erased'} waived it <Time at={grantedAt} />{' '}
          in issue {issue}
        </span>
      </div>
      <div className={styles.state}>
        <Standing exception={exception} />
        {isInForce(exception, useNow()) && (
          <Button size="small" aria-label={`End the exception of ${repository.name}`} onClick={onEnd}>
            End
          </Button>
        )}
      </div>
    </div>
  )
}

function Standing({ exception }: { readonly exception: Exception }) {
  const { expiresAt, endedAt, endedBy } = exception
  const now = useNow()
  const left = new Date(expiresAt).getTime() - now.getTime()
  if (!isInForce(exception, now))
    return (
      <>
        <Mood tone="muted" icon={SkipIcon}>
          Over
        </Mood>
        <span className={styles.more}>
          <Day at={endedAt ?? expiresAt} />
          {endedBy !== null && `, by ${endedBy}`}
        </span>
      </>
    )
  return (
    <>
      {left < soon ? (
        <Mood tone="attention" icon={ClockIcon}>
          Ends soon
        </Mood>
      ) : (
        <Mood tone="accent" icon={CheckIcon}>
          In force
        </Mood>
      )}
      <span className={styles.more}>
        Until <Day at={expiresAt} />
      </span>
    </>
  )
}

/** Asks once: what was waived counts again at once, and may keep Claude out. */
function EndDialog({ exception, onClose }: { readonly exception: Exception; readonly onClose: () => void }) {
  const { id, organization, repository, waived } = exception
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/exceptions/{exception}/end', { params: { path: { exception: id } } })),
    onSuccess: async () => {
      onClose()
      await Promise.all(
        ['exceptions', 'repository', 'overview'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
  return (
    <Dialog
      title={`End the exception of ${organization.login}/${repository.name}`}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: 'End it', buttonType: 'danger', disabled: isPending, onClick: () => mutate() },
      ]}
    >
      {error && <ProblemBanner error={error} />}
      <p>
        <code>{waivedInWords(waived)}</code> counts again at once. Where it does not hold, Claude is kept out.
      </p>
    </Dialog>
  )
}

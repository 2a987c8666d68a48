import { AlertIcon, ShieldCheckIcon, ShieldIcon, ShieldXIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation } from '@tanstack/react-query'
import { api, read, type Schema } from '../../api.ts'
import { Mood, type MoodTone } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import styles from './audit.module.css'

type Check = Schema<'AuditCheck'>

const looks: Readonly<Record<Check['verdict'], readonly [MoodTone, typeof AlertIcon, string]>> = {
  whole: ['success', ShieldCheckIcon, 'Whole'],
  unproven: ['attention', AlertIcon, 'Unbroken, not proven whole'],
  broken: ['danger', ShieldXIcon, 'Broken'],
}

/** Whether anybody has touched the record; asked only when somebody wants to know, because all of it is read for that. */
export function ChainState({ organization }: { readonly organization: string }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.GET('/api/v1/organizations/{organization}/audit-check', { params: { path: { organization } } }),
      ),
  })
  if (error) return <ProblemBanner error={error} onRetry={() => mutate()} />
  return (
    <section className={styles.chain} aria-label="The chain">
      <div className={styles.chainText} aria-live="polite">
        {data ? <Told check={data} /> : <Untold isPending={isPending} />}
      </div>
      <Button leadingVisual={ShieldIcon} loading={isPending} onClick={() => mutate()}>
        {data ? 'Verify again' : 'Verify'}
      </Button>
    </section>
  )
}

function Untold({ isPending }: { readonly isPending: boolean }) {
  return (
    <>
      <b>Every event holds the hash of the one before it.</b>
      <p className={styles.muted}>
        {isPending
          ? 'Every event is read, and its hash computed again …'
          : 'Verify computes all of them again, and compares them with the signed heads.'}
      </p>
    </>
  )
}

function Told({ check }: { readonly check: Check }) {
  const [tone, icon, word] = looks[check.verdict]
  const { events, heads, signedTo, found, means, last } = check
  return (
    <>
      <Mood tone={tone} icon={icon}>
        {word}
      </Mood>{' '}
      <b>{found ?? `${events.toLocaleString('en')} events, to #${last.sequence.toLocaleString('en')}`}</b>
      <p className={styles.muted}>
        {means ??
          `${heads.toLocaleString('en')} signed heads agree, the last at event ${signedTo.toLocaleString('en')}. For proof that needs no trust in this server, export JSON Lines and run “gatehouse audit verify”.`}
      </p>
    </>
  )
}

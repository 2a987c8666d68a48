import { Button, Dialog, FormControl, TextInput } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import type { OneOrganization } from '../../shell/use-one-organization.ts'
import styles from '../dialog-form.module.css'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { isCount } from '../typed-count.tsx'
import { Row, Rows } from './rows.tsx'

type RetentionClass = Schema<'Retention'>['classes'][number]

/** For how long what is kept, and for owners how to change it. */
export function Retention({ organization }: { readonly organization: OneOrganization }) {
  const [changed, change] = useState<RetentionClass>()
  const path = { organization: organization.id }
  const query = useQuery({
    queryKey: ['retention', path],
    queryFn: () => read(api.GET('/api/v1/organizations/{organization}/retention', { params: { path } })),
  })
  return (
    <Section
      title="How long data is kept"
      note="Of what is over: what a decision needs now stays as long as it is needed. What is older goes within an hour, and the audit log says how much. The audit log itself is never deleted: it proves what was deleted, and calls people by numbers that lead nowhere once they are erased."
    >
      {changed && (
        <ChangeDialog organization={organization} one={changed} onClose={() => change(undefined)} />
      )}
      <Loaded query={query} height={400}>
        {({ classes }) => (
          <Rows label="How long data is kept">
            {classes.map((one) => (
              <Row
                key={one.id}
                title={one.title}
                more={
                  <>
                    {one.note}
                    {one.why !== null && ` At least ${inDays(one.floor)}. ${one.why}`}
                  </>
                }
                end={
                  <>
                    <Mood tone="muted">{inDays(one.days)}</Mood>
                    {organization.may('manage-data') && (
                      <Button size="small" aria-label={`Change: ${one.title}`} onClick={() => change(one)}>
                        Change
                      </Button>
                    )}
                  </>
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Section>
  )
}

const dayCount = (days: number): string => `${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}`

/** `7 years` where it is whole years. */
const inDays = (days: number): string =>
  days >= 365 && days % 365 === 0 ? `${days / 365} ${days === 365 ? 'year' : 'years'}` : dayCount(days)

interface ChangeProps {
  readonly organization: OneOrganization
  readonly one: RetentionClass
  readonly onClose: () => void
}

/** Asks for how long, shows what that deletes, and has the number typed before it is so. */
function ChangeDialog({ organization, one, onClose }: ChangeProps) {
  const [given, setGiven] = useState(String(one.days))
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  const params = { path: { organization: organization.id } }
  const days = /^\d{1,5}$/.test(given.trim()) ? Number(given) : undefined
  const isAllowed = days !== undefined && days >= one.floor
  const preview = useQuery({
    queryKey: ['retention-preview', organization.id, one.id, days],
    queryFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/retention/preview', {
          params,
          body: { days: { [one.id]: days ?? one.days } },
        }),
      ),
    enabled: isAllowed,
  })
  const rows = preview.data?.rows
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/retention', {
          params,
          body: { days: { [one.id]: days ?? one.days }, rows: rows ?? 0 },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['retention'] })
      onClose()
    },
    // What is there may have changed meanwhile: the next try is about what is shown then.
    onError: () => void preview.refetch(),
  })
  const isConfirmed = rows !== undefined && (rows === 0 || isCount(typed, rows))
  const isReady = isAllowed && days !== one.days && isConfirmed && !isPending
  return (
    <Dialog
      title={one.title}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: rows === undefined || rows === 0 ? 'Set' : 'Set and delete',
          buttonType: rows === undefined || rows === 0 ? 'primary' : 'danger',
          disabled: !isReady,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Days</FormControl.Label>
          <TextInput
            inputMode="numeric"
            autoComplete="off"
            className={styles.days}
            value={given}
            onChange={({ target }) => setGiven(target.value)}
          />
          <FormControl.Caption>
            {one.floor === 0
              ? '0: nothing that is over is kept.'
              : `At least ${dayCount(one.floor)}. ${one.why ?? ''}`}{' '}
            Usually {dayCount(one.usual)}.
          </FormControl.Caption>
        </FormControl>
        {isAllowed && <Preview counts={preview.data} />}
        {isAllowed && rows !== undefined && rows > 0 && days !== one.days && (
          <FormControl>
            <FormControl.Label>
              Type the number of rows, {rows.toLocaleString('en')}, to confirm
            </FormControl.Label>
            <TextInput
              block
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </FormControl>
        )}
        <p className={styles.note}>What is deleted cannot be brought back. It is recorded.</p>
      </div>
    </Dialog>
  )
}

function Preview({ counts }: { readonly counts: Schema<'RetentionPreview'> | undefined }) {
  if (counts === undefined) return <p className={styles.told}>Counting…</p>
  const some = counts.classes.filter(({ rows }) => rows > 0)
  if (some.length === 0) return <p className={styles.told}>Nothing that is here now would be deleted.</p>
  return (
    <div role="status">
      {some.map(({ class: name, rows, oldest }) => (
        <p className={styles.told} key={name}>
          {rows.toLocaleString('en')} rows of {name} are deleted
          {oldest !== null && (
            <>
              , the oldest of <Time at={oldest} />
            </>
          )}
          .
        </p>
      ))}
    </div>
  )
}

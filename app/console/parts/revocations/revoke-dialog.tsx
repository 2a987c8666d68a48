import { Dialog, FormControl, Textarea } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read, type Schema } from '../../api.ts'
import dialog from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import { followsOf } from './follows-of.ts'
import styles from './revoke-dialog.module.css'

type Repository = Schema<'ListedRepository'>

interface RevokeDialogProps {
  readonly repositories: readonly Repository[]
  /** @param isDone whether it was done for all of them */
  readonly onClose: (isDone: boolean) => void
}

/** Takes access to several repositories back, after what that disconnects was shown. Each has an outcome of its own. */
export default function RevokeDialog({ repositories, onClose }: RevokeDialogProps) {
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const ids = repositories.map(({ id }) => id)
  const preview = useQuery({
    queryKey: ['revocations', ids],
    queryFn: () => read(api.POST('/api/v1/approvals/revocations/preview', { body: { repositories: ids } })),
    staleTime: 0,
  })
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      read(api.POST('/api/v1/approvals/revocations', { body: { repositories: ids, reason: reason.trim() } })),
    onSuccess: async ({ outcomes }) => {
      await Promise.all(
        ['repositories', 'repository', 'repository-history', 'requests', 'counts', 'overview'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      )
      if (outcomes.every(({ problem }) => problem === null)) onClose(true)
    },
  })
  const close = (): void => onClose(false)
  const act = {
    content: 'Take access back',
    buttonType: 'danger',
    disabled: preview.data === undefined || reason.trim() === '' || isPending,
    onClick: () => mutate(),
  } as const
  return (
    <Dialog
      title={ids.length === 1 ? 'Take access back' : `Take access back from ${ids.length} repositories`}
      onClose={close}
      position={{ narrow: 'fullscreen' }}
      footerButtons={
        data ? [{ content: 'Close', onClick: close }] : [{ content: 'Cancel', onClick: close }, act]
      }
    >
      <div className={dialog.form}>
        {error && <ProblemBanner error={error} />}
        {preview.error && <ProblemBanner error={preview.error} onRetry={() => void preview.refetch()} />}
        {data ? (
          <Outcomes repositories={repositories} outcomes={data.outcomes} />
        ) : (
          <>
            <Previews repositories={repositories} outcomes={preview.data?.outcomes} />
            <FormControl required>
              <FormControl.Label>Why it ends</FormControl.Label>
              <Textarea
                block
                rows={3}
                maxLength={1000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <FormControl.Caption>
                Every approval ends, and open requests with them. To get it back, a new request is needed.
              </FormControl.Caption>
            </FormControl>
          </>
        )}
      </div>
    </Dialog>
  )
}

const nameOf = ({ organization, name }: Repository): string => `${organization.login}/${name}`

interface PreviewsProps {
  readonly repositories: readonly Repository[]
  /** undefined: it is being asked. */
  readonly outcomes:
    | readonly {
        readonly repository: string
        readonly preview: Schema<'RevocationPreview'> | null
        readonly problem: Schema<'Problem'> | null
      }[]
    | undefined
}

function Previews({ repositories, outcomes }: PreviewsProps) {
  return (
    <ul className={styles.list} aria-label="What it does" aria-busy={outcomes === undefined}>
      {repositories.map((repository) => {
        const found = outcomes?.find((one) => one.repository === repository.id)
        return (
          <li key={repository.id}>
            <b>{nameOf(repository)}</b>
            {outcomes === undefined ? (
              <p className={styles.follows}>It is being worked out.</p>
            ) : found?.preview ? (
              followsOf(found.preview).map((sentence) => (
                <p key={sentence} className={styles.follows}>
                  {sentence}
                </p>
              ))
            ) : (
              <p className={styles.follows}>{found?.problem?.detail ?? 'Nothing is known of it.'}</p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface OutcomesProps {
  readonly repositories: readonly Repository[]
  readonly outcomes: readonly {
    readonly repository: string
    readonly problem: Schema<'Problem'> | null
  }[]
}

function Outcomes({ repositories, outcomes }: OutcomesProps) {
  const refused = outcomes.filter(({ problem }) => problem !== null)
  return (
    <>
      <p className={dialog.told} role="status">
        Taken back from {outcomes.length - refused.length} of {outcomes.length}. These were refused:
      </p>
      <ul className={styles.list} aria-label="What was refused">
        {repositories.map((repository) => {
          const problem = refused.find((one) => one.repository === repository.id)?.problem
          return (
            problem && (
              <li key={repository.id}>
                <b>{nameOf(repository)}</b>
                <p className={styles.follows}>
                  {problem.detail} {problem.todo}
                </p>
              </li>
            )
          )
        })}
      </ul>
    </>
  )
}

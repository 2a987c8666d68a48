import { Banner, Dialog } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read, type Schema } from '../../api.ts'
import styles from '../dialog-form.module.css'
import { problemOf } from '../../problem.ts'

import { stateWords } from './finding-state.tsx'

export type WaitingVerdict = Schema<'WaitingVerdict'>
export type DecideAct = 'confirm' | 'refuse' | 'take-back'

interface DecideDialogProps {
  readonly act: DecideAct
  readonly verdicts: readonly WaitingVerdict[]
  readonly onClose: () => void
  readonly onDecided: () => void
}

const words = {
  confirm: {
    act: 'Confirm',
    says: 'It counts from the next decision on, in your name, until its last day.',
    done: 'confirmed',
  },
  refuse: {
    act: 'Refuse',
    says: 'The finding stays as it is. Whoever answered it may answer it again.',
    done: 'refused',
  },
  'take-back': { act: 'Take back', says: 'Nobody is asked to confirm it any more.', done: 'taken back' },
} as const

/** Confirms or refuses what others said of findings. The policy names who may, and the API says so where somebody may not. */
export default function DecideDialog({ act, verdicts, onClose, onDecided }: DecideDialogProps) {
  const queries = useQueryClient()
  const { mutate, isPending, data } = useMutation({
    mutationFn: () => decideAll(act, verdicts),
    onSuccess: async () => {
      onDecided()
      await Promise.all(
        ['waiting-verdicts', 'findings', 'finding', 'finding-rules', 'overview', 'repository'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
  })
  const { act: title, says, done } = words[act]
  const count = answers(verdicts.length)
  if (data)
    return (
      <Dialog
        title={`${title}: ${count}`}
        onClose={onClose}
        footerButtons={[{ content: 'Close', onClick: onClose }]}
      >
        <div className={styles.form} role="status">
          {data.done > 0 && (
            <p className={styles.told}>
              {answers(data.done)} {done}.
            </p>
          )}
          {data.refused.length > 0 && (
            <Banner variant="warning" title="Some could not be" description={data.refused.join(' ')} />
          )}
        </div>
      </Dialog>
    )
  return (
    <Dialog
      title={`${title}: ${count}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: title,
          buttonType: act === 'confirm' ? 'primary' : 'danger',
          disabled: isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        <p className={styles.told}>{says}</p>
        {verdicts.slice(0, mostShown).map(({ id, title: finding, repository, verdict, reason }) => (
          <blockquote key={id} className={styles.asked}>
            {finding} in {repository.name}, <b>{stateWords[verdict].toLowerCase()}</b>: {reason}
          </blockquote>
        ))}
        {verdicts.length > mostShown && (
          <p className={styles.note}>And {answers(verdicts.length - mostShown)} more.</p>
        )}
      </div>
    </Dialog>
  )
}

const mostShown = 5

const answers = (count: number): string =>
  count === 1 ? '1 answer' : `${count.toLocaleString('en')} answers`

/** Each by itself: others may have decided about one meanwhile. */
async function decideAll(
  act: DecideAct,
  verdicts: readonly WaitingVerdict[],
): Promise<{ readonly done: number; readonly refused: readonly string[] }> {
  const refused = new Set<string>()
  let done = 0
  for (const { id } of verdicts) {
    const params = { path: { verdict: id } }
    try {
      await read(
        act === 'confirm'
          ? api.POST('/api/v1/findings/verdicts/{verdict}/confirm', { params })
          : api.POST('/api/v1/findings/verdicts/{verdict}/end', { params }),
      )
      done += 1
    } catch (error) {
      // Shown with what was done: the others are none the worse for it.
      refused.add(problemOf(error).message)
    }
  }
  return { done, refused: [...refused] }
}

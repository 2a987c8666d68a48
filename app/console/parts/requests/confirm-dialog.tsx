import { Dialog, FormControl, Textarea } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, read } from '../../api.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import type { RecertificationItem } from './recertification-state.tsx'

interface ConfirmDialogProps {
  readonly kind: 'keep' | 'drop'
  readonly recertification: string
  readonly items: readonly RecertificationItem[]
  readonly onClose: () => void
  /** Something was answered. */
  readonly onAnswered: () => void
}

const words = {
  keep: {
    title: 'Keep',
    says: 'They stay as long as they were given for, and are asked about again next time.',
  },
  drop: {
    title: 'Drop',
    says: 'They end at once. To get one back, a new request is needed.',
  },
} as const

/** Keeps or ends approvals. The policy decides who may, and the API says so where somebody may not. */
export default function ConfirmDialog({
  kind,
  recertification,
  items,
  onClose,
  onAnswered,
}: ConfirmDialogProps) {
  const [reason, setReason] = useState('')
  const text = useRef<HTMLTextAreaElement>(null)
  const queries = useQueryClient()
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => answerAll(recertification, items, kind, reason.trim()),
    // Also where it failed: some may have been answered before.
    onSettled: () =>
      Promise.all(
        ['recertification', 'recertifications', 'requests', 'repository'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
    onSuccess: onAnswered,
  })
  const { title, says } = words[kind]
  const count = items.length === 1 ? '1 approval' : `${items.length.toLocaleString('en')} approvals`
  if (data)
    return (
      <Dialog title="Answered" onClose={onClose} footerButtons={[{ content: 'Close', onClick: onClose }]}>
        <div className={styles.form} role="status">
          {data.map((said) => (
            <p key={said} className={styles.told}>
              {said}
            </p>
          ))}
        </div>
      </Dialog>
    )
  return (
    <Dialog
      title={`${title} ${count}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      {...(kind === 'drop' && { initialFocusRef: text })}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: title,
          buttonType: kind === 'drop' ? 'danger' : 'primary',
          disabled: (kind === 'drop' && reason.trim() === '') || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <p className={styles.told}>{says}</p>
        <p className={styles.note}>
          It is written in the GitHub issue as well. Who asked for an access does not confirm it, unless the
          policy lets them.
        </p>
        {kind === 'drop' && (
          <FormControl required>
            <FormControl.Label>Why it is not needed</FormControl.Label>
            <Textarea
              ref={text}
              block
              rows={3}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <FormControl.Caption>It stands with the approval that ends.</FormControl.Caption>
          </FormControl>
        )}
      </div>
    </Dialog>
  )
}

/** Each review is answered by itself, as in its issue. @returns what came of each @throws ApiProblem at the first that is refused */
async function answerAll(
  recertification: string,
  items: readonly RecertificationItem[],
  kind: 'keep' | 'drop',
  reason: string,
): Promise<readonly string[]> {
  const said: string[] = []
  for (const review of new Set(items.map((item) => item.review))) {
    const numbers = items.filter((item) => item.review === review).map(({ number }) => number)
    const body = kind === 'drop' ? { answer: kind, numbers, reason } : ({ answer: kind, numbers } as const)
    const params = { path: { recertification, review } }
    const answered = await read(
      api.POST('/api/v1/recertifications/{recertification}/reviews/{review}/answers', { params, body }),
    )
    said.push(answered.said)
  }
  return said
}

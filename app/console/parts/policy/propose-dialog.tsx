import { Dialog, FormControl, Textarea, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, read } from '../../api.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import { isCount, TypedCount } from '../typed-count.tsx'

interface ProposeDialogProps {
  readonly organization: string
  readonly text: string
  /** The version that it was written from; null: there was none. */
  readonly writtenFrom: string | null
  /** How many repositories come to be enforced by it. */
  readonly enforced: number
  readonly onClose: () => void
}

/** Asks what the pull request says of itself, and opens it; where more is enforced than before, the number is typed. */
export default function ProposeDialog({
  organization,
  text,
  writtenFrom,
  enforced,
  onClose,
}: ProposeDialogProps) {
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [typed, setTyped] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/organizations/{organization}/policy/proposals', {
          params: { path: { organization } },
          body: { text, title: title.trim(), note: note.trim(), writtenFrom, enforced },
        }),
      ),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['policy-proposals', organization] })
    },
  })
  const isConfirmed = enforced === 0 || isCount(typed, enforced)
  return (
    <Dialog
      title="Propose this policy"
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      initialFocusRef={first}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Open a pull request',
          buttonType: 'primary',
          disabled: title.trim() === '' || !isConfirmed || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <p className={styles.told}>
          Gatehouse opens a pull request in the policy repository. It holds once somebody has merged it there;
          have somebody else than you approve it.
        </p>
        <FormControl required>
          <FormControl.Label>What it changes</FormControl.Label>
          <TextInput
            ref={first}
            block
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <FormControl.Caption>The title of the pull request.</FormControl.Caption>
        </FormControl>
        <FormControl>
          <FormControl.Label>Why</FormControl.Label>
          <Textarea
            block
            rows={4}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <FormControl.Caption>For whoever reviews it. Name no secret.</FormControl.Caption>
        </FormControl>
        {enforced > 0 && (
          <TypedCount
            count={enforced}
            typed={typed}
            caption="They come to be enforced: once it is merged, what is not allowed there is taken from Claude on GitHub."
            onType={setTyped}
          />
        )}
      </div>
    </Dialog>
  )
}

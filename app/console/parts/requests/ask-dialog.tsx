import { Dialog, FormControl, Textarea, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, read } from '../../api.ts'
import { ProblemBanner } from '../problem-banner.tsx'
import styles from '../dialog-form.module.css'

interface AskDialogProps {
  /** `owner/name`, or empty. */
  readonly repository: string
  readonly onClose: () => void
}

/** Asks that Claude may reach a repository, as `/gatehouse request` does. */
export default function AskDialog({ repository: named, onClose }: AskDialogProps) {
  const [repository, setRepository] = useState(named)
  const [reason, setReason] = useState('')
  const [days, setDays] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const body = {
        repository: repository.trim(),
        reason: reason.trim(),
        ...(days !== '' && { days: Number(days) }),
      }
      return read(api.POST('/api/v1/requests', { body }))
    },
    onSuccess: async ({ request }) => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['requests'] })
      if (request === null) await navigate({ to: '/requests', search: { show: 'mine' } })
      else await navigate({ to: '/requests/$request', params: { request } })
    },
  })
  const isNamed = /^[\w.-]+\/[\w.-]+$/.test(repository.trim())
  const isComplete = isNamed && reason.trim() !== '' && /^\d{0,3}$/.test(days) && days !== '0'
  return (
    <Dialog
      title="Ask for access"
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      initialFocusRef={first}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Ask',
          buttonType: 'primary',
          disabled: !isComplete || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <FormControl required>
          <FormControl.Label>Repository</FormControl.Label>
          <TextInput
            ref={first}
            block
            placeholder="owner/name"
            autoComplete="off"
            value={repository}
            onChange={(event) => setRepository(event.target.value)}
          />
        </FormControl>
        <FormControl required>
          <FormControl.Label>Why Claude should reach it</FormControl.Label>
          <Textarea
            block
            rows={4}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <FormControl.Caption>
            Whoever approves reads this, here and in the GitHub issue.
          </FormControl.Caption>
        </FormControl>
        <FormControl>
          <FormControl.Label>Days</FormControl.Label>
          <TextInput
            className={styles.days}
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
          <FormControl.Caption>Empty: as long as the policy lets.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}

import { Dialog, FormControl, TextInput } from '@primer/react'
import { type ReactNode, useState } from 'react'
import { ProblemBanner } from '../problem-banner.tsx'
import styles from './reason-dialog.module.css'

interface ReasonDialogProps {
  readonly title: string
  /** What the button does: `Pause`. */
  readonly act: string
  readonly children: ReactNode
  readonly isPending: boolean
  readonly error: unknown
  readonly onGive: (reason: string) => void
  readonly onClose: () => void
}

/** Asks why, because the record says why. */
export function ReasonDialog({ title, act, children, isPending, error, onGive, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const given = reason.trim()
  const give = (): void => {
    if (given !== '' && !isPending) onGive(given)
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: act, buttonType: 'primary', disabled: given === '' || isPending, onClick: give },
      ]}
    >
      <div className={styles.body}>
        {error !== null && <ProblemBanner error={error} />}
        {children}
        <FormControl required>
          <FormControl.Label>Reason</FormControl.Label>
          <TextInput
            block
            autoComplete="off"
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') give()
            }}
          />
          <FormControl.Caption>It is recorded, and cannot be taken back. Name no secret.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}

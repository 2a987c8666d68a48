import { Dialog, FormControl, TextInput } from '@primer/react'
import { type ReactNode, useState } from 'react'

interface ConfirmByTypingProps {
  readonly title: string
  /** How many repositories it concerns: what must be typed. */
  readonly count: number
  /** What the button does: `Enforce`. */
  readonly act: string
  /** What will happen, so that the number is understood before it is typed. */
  readonly children: ReactNode
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Before something that concerns many: the number has to be typed, so that nobody does it by habit. */
export function ConfirmByTyping({ title, count, act, children, onConfirm, onClose }: ConfirmByTypingProps) {
  const [typed, setTyped] = useState('')
  const isRight = isNumber(typed, count)
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        { content: act, buttonType: 'danger', disabled: !isRight, onClick: onConfirm },
      ]}
    >
      {children}
      <FormControl>
        <FormControl.Label>
          Type the number of repositories, {count.toLocaleString('en')}, to confirm
        </FormControl.Label>
        <TextInput
          block
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isRight) onConfirm()
          }}
        />
      </FormControl>
    </Dialog>
  )
}

/** `1,204` is 1204. */
const isNumber = (typed: string, count: number): boolean =>
  typed.replaceAll(/[\s,.’']/g, '') === String(count)

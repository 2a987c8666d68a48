import { Dialog } from '@primer/react'
import { type ReactNode, useState } from 'react'
import { isCount, TypedCount } from './typed-count.tsx'

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
  const isRight = isCount(typed, count)
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
      <TypedCount
        count={count}
        typed={typed}
        onType={setTyped}
        onEnter={() => {
          if (isRight) onConfirm()
        }}
      />
    </Dialog>
  )
}

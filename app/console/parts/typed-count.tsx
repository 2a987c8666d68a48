import { FormControl, TextInput } from '@primer/react'
import type { ReactNode } from 'react'

interface TypedCountProps {
  /** How many repositories it concerns. */
  readonly count: number
  readonly typed: string
  readonly caption?: ReactNode
  readonly onType: (typed: string) => void
  readonly onEnter?: () => void
}

/** Where the number of repositories is typed before something that concerns many. */
export function TypedCount({ count, typed, caption, onType, onEnter }: TypedCountProps) {
  return (
    <FormControl>
      <FormControl.Label>
        Type the number of repositories, {count.toLocaleString('en')}, to confirm
      </FormControl.Label>
      <TextInput
        block
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter?.()
        }}
      />
      {caption !== undefined && <FormControl.Caption>{caption}</FormControl.Caption>}
    </FormControl>
  )
}

/** Whether somebody typed the number: `1,204` is 1204. Pure. */
export const isCount = (typed: string, count: number): boolean =>
  typed.replaceAll(/[\s,.’']/g, '') === String(count)

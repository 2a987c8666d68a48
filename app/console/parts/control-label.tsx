import { EyeClosedIcon, EyeIcon, type Icon, ToolsIcon } from '@primer/octicons-react'
import type { Schema } from '../api.ts'
import { Mood, type MoodTone } from './mood.tsx'

export type Control = Schema<'Explanation'>['paths'][number]['control']

export const controlWords: Readonly<Record<Control, string>> = {
  enforceable: 'We can change this',
  detectable: 'We can only see this',
  unknown: 'We can’t see this',
}

const looks: Readonly<Record<Control, readonly [MoodTone, Icon]>> = {
  enforceable: ['accent', ToolsIcon],
  detectable: ['muted', EyeIcon],
  unknown: ['muted', EyeClosedIcon],
}

/** What Gatehouse can do about a connection. */
export function ControlLabel({ control }: { readonly control: Control }) {
  const [tone, icon] = looks[control]
  return (
    <Mood tone={tone} icon={icon}>
      {controlWords[control]}
    </Mood>
  )
}

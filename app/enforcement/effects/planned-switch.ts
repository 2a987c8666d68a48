import { heading, labelled, type Page } from '../../../report/terminal/page.ts'
import { mostInOneCall } from '../github-writes.ts'
import { githubWriteLimits, type PacedWrite } from '../write-pace.ts'
import type { EffectAction } from './effect-action.ts'

/** What switching an App from all repositories to selected ones would do, or does. */
export interface PlannedSwitch {
  readonly assistant: string
  readonly installation: number
  /** Whether the policy lets it be switched. */
  readonly isSwitchedOn: boolean
  /** How many repositories would lose it; where the policy does not let it, how many at most. */
  readonly taken: number
  /** How many keep it, of those that Gatehouse sees. */
  readonly kept: number
  /** Since when it is under way; null: it is not. */
  readonly startedAt: Date | null
}

/** How many are without the App while they are added, in how many calls, and about how many seconds that takes. Pure. */
export function windowOf({ kept }: Pick<PlannedSwitch, 'kept'>) {
  const missing = Math.max(0, kept - mostInOneCall)
  const calls = Math.ceil(missing / mostInOneCall)
  return { missing, calls, seconds: Math.ceil((calls * 60) / githubWriteLimits.perMinute) }
}

/** What is sent for switches beside the call that switches. Pure. @param moving what may be made now */
export function additionsOf(
  moving: readonly { readonly action: EffectAction }[],
  switches: readonly PlannedSwitch[],
): readonly PacedWrite[] {
  const calls = switches
    .filter(({ installation }) =>
      moving.some(({ action }) => action.kind === 'select' && action.installation === installation),
    )
    .reduce((sum, one) => sum + windowOf(one).calls, 0)
  return Array.from({ length: calls }, () => ({ makesContent: false, share: 1 }))
}

/** The same for programs. */
export const switchRecord = (one: PlannedSwitch) => ({
  assistant: one.assistant,
  installation: one.installation,
  isSwitchedOn: one.isSwitchedOn,
  taken: one.taken,
  kept: one.kept,
  window: windowOf(one),
  startedAt: one.startedAt?.toISOString() ?? null,
})

/** Above the effects: how much a switch keeps and takes, and what is without the App meanwhile. */
export function switchLines(switches: readonly PlannedSwitch[], page: Page): readonly string[] {
  return switches.flatMap((one) => [
    ...heading(page, `The App of ${one.assistant}, installation ${one.installation}, is on all repositories`),
    ...sentences(one).flatMap((text) => labelled(page, `  ${page.symbols.arrow} `, text)),
  ])
}

function sentences(one: PlannedSwitch): readonly string[] {
  const { isSwitchedOn, startedAt } = one
  const would = isSwitchedOn ? '' : 'would '
  const s = isSwitchedOn ? 's' : ''
  return [
    `Switching it to selected ones ${would}keep${s} ${count(one.kept)}, of those that Gatehouse sees, and ${would}take${s} ${isSwitchedOn ? '' : 'at most '}${count(one.taken)}.`,
    windowSentence(one),
    'New repositories do not get it by themselves afterwards.',
    isSwitchedOn
      ? 'The policy lets that, by `changes.selection`.'
      : 'The policy does not let that: `changes.selection` is switched on apart from the rest, and nothing is taken without it.',
    ...(startedAt
      ? [`It is under way since ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`]
      : []),
  ]
}

function windowSentence(one: PlannedSwitch): string {
  const { missing, calls, seconds } = windowOf(one)
  if (missing === 0)
    return `None of those that stay is without it meanwhile: GitHub takes ${mostInOneCall} in the call that switches.`
  return `GitHub takes ${mostInOneCall} in the call that switches, so ${count(missing)} that stay are without it until they are added: in ${count(calls)} more ${calls === 1 ? 'call' : 'calls'}, about ${count(seconds)} s.`
}

const count = (number: number): string => number.toLocaleString('en-US')

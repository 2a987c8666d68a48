import type { WantedEffect } from '../effects/effect.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import type { Recorder } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import type { SideAct } from './outcome.ts'

export interface SideRecord {
  readonly organization: string
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  readonly write: NonNullable<SideAct['write']>
  /** Whether anything may be written on GitHub about it. */
  readonly isTold: boolean
  readonly at: Date
}

/**
 * Writes what is about something else than one request, with its events, its effects and the work that follows; last in a transaction,
 * as the audit log is.
 * @param answer where and how it is answered; undefined: nowhere on GitHub
 * @returns whether it has changed anything: somebody else may have been faster
 */
export async function recordSide(
  recorder: Recorder,
  { organization, policy, write, isTold, at }: SideRecord,
  answer: WantedEffect | undefined,
): Promise<boolean> {
  const { events, actions, repositories } = await write(recorder, at)
  const reason = 'It follows from what somebody wrote.'
  const wanted = [...(answer ? [answer] : []), ...actions.map((action) => ({ action, reason, policy }))]
  const subject = { planner: 'requests', organization, repository: null } as const
  const planned = isTold ? await recorder.planAlso(subject, wanted, at) : []
  await recorder.want(repositories.map((id) => keyOf('repository', id)))
  if (planned.length > 0) await recorder.want([keyOf('changes', organization)])
  await recorder.audit(organization, at, [...events, ...planned.map(plannedEvent)])
  return events.length > 0
}

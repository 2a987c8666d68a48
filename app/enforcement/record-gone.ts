import type { NewAuditEvent } from './audit/event.ts'
import { isAwaited } from './effects/effect.ts'
import { finalEvent } from './effects/effect-events.ts'
import type { GoneRepositories, Recorder } from './records.ts'
import { keyOf } from './work-keys.ts'

/** Records what follows from repositories that are not there any more, or not for us. Last in a transaction, as `audit` is. */
export async function recordGone(
  recorder: Recorder,
  organization: string,
  { repositories, withdrawn }: GoneRepositories,
  at: Date,
): Promise<void> {
  const keys = [
    ...(isAwaited(withdrawn) ? [keyOf('changes', organization)] : []),
    // Nobody can answer a request of what is gone.
    ...(repositories.length > 0 ? [keyOf('requests', organization)] : []),
  ]
  if (keys.length > 0) await recorder.want(keys)
  await recorder.audit(organization, at, [
    ...repositories.map(goneEvent),
    ...withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
  ])
}

const goneEvent = (repository: string): NewAuditEvent => ({
  kind: 'repository.gone',
  actor: null,
  subject: `repository:${repository}`,
  data: {},
})

import type { Decision } from '../../../policies/decide.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { ConnectionPath } from '../../../scanner/assistants/connection.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import { effectTraits } from '../effects/effect-traits.ts'
import { decideRecorded, type RecordedDeciding } from '../policy/decide-recorded.ts'
import type { Records } from '../records.ts'

/** What ending all approvals of a repository, and its open request, would do. */
export interface RevocationPreview {
  /** How many would end. */
  readonly approvals: number
  readonly endsRequest: boolean
  /** null: nothing was decided of it yet. */
  readonly outcome: Decision['outcome'] | null
  /** What follows; null: what is recorded does not say it, and it would be read first. */
  readonly after: {
    readonly outcome: Decision['outcome']
    readonly mode: Mode
    /** What would be taken from it. */
    readonly taken: readonly Taken[]
    /** Ways in that would stay: Gatehouse can only see them, or the policy does not let it change them. */
    readonly stays: readonly ConnectionPath[]
  } | null
}

/** A way in that would be closed. */
export interface Taken {
  readonly path: ConnectionPath
  /** Id of the assistant whose App it is, name of the secret; null: one of its workflows. */
  readonly what: string | null
}

/** Decides by what is recorded, as though the approvals had ended: nothing is asked of GitHub, and nothing written. @param id our id */
export async function previewRevocation(
  deciding: RecordedDeciding,
  id: string,
  now: Date,
): Promise<RevocationPreview> {
  const { records } = deciding
  const [approvals, request, before] = await Promise.all([
    records.approvals(id),
    records.requests.openOf(id),
    records.decidedBefore(id),
  ])
  // What cannot be decided without GitHub fails: then it is not known.
  const found = await decideRecorded({ ...deciding, records: withoutApprovals(records) }, id, now).catch(
    () => undefined,
  )
  const taken = found?.wanted.flatMap(({ action }) => takenBy(action)) ?? []
  const closed = new Set(taken.map(({ path }) => path))
  const seen = before?.reaches.filter(
    ({ assistant, state }) =>
      found?.governed.includes(assistant) === true && (state === 'connected' || state === 'possible'),
  )
  const stays = [...new Set(seen?.map(({ path }) => path))].filter((path) => !closed.has(path))
  return {
    approvals: approvals.length,
    endsRequest: request !== undefined,
    outcome: before?.outcome ?? null,
    after: found ? { outcome: found.decision.outcome, mode: found.decision.mode, taken, stays } : null,
  }
}

const withoutApprovals = (records: Records): Records => ({
  ...records,
  approvals: async () => [],
  requests: { ...records.requests, openOf: async () => undefined },
})

function takenBy(action: EffectAction): readonly Taken[] {
  if (!effectTraits[action.kind].removes) return []
  if (action.kind === 'disconnect') return [{ path: 'app-installation', what: action.assistant }]
  if (action.kind === 'drop-secret') return [{ path: 'secret', what: action.name }]
  return action.kind === 'disable-workflow' ? [{ path: 'workflow', what: null }] : []
}

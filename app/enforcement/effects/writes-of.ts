import type { PacedWrite } from '../write-pace.ts'
import { mostInOnePropertyCall } from '../github-writes.ts'
import type { EffectAction, EffectKind } from './effect-action.ts'
import { shareOf } from './write-turns.ts'

/** What is sent for some effects, by who sends it. */
export interface WritesOfPlan {
  /** By our App's own installation. */
  readonly own: readonly PacedWrite[]
  /** By an App of the enterprise, or with a classic token. */
  readonly means: readonly PacedWrite[]
}

/** Kinds of which one takes more than one request, or none that makes content. All others take one that does. */
const requests: ReadonlyMap<EffectKind, { readonly content: number; readonly others: number }> = new Map([
  // By whom installations are changed: counted there.
  ['select', { content: 0, others: 0 }],
  ['issue-state', { content: 0, others: 1 }],
  ['undo', { content: 0, others: 1 }],
  ['need-permission', { content: 0, others: 0 }],
  ['define-property', { content: 0, others: 1 }],
  ['keep-ruleset', { content: 0, others: 1 }],
  // A check and a commit status.
  ['show-decision', { content: 0, others: 2 }],
  ['drop-secret', { content: 0, others: 1 }],
  ['give-secret', { content: 0, others: 1 }],
  ['secret-by-hand', { content: 0, others: 0 }],
  ['claude-by-hand', { content: 0, others: 0 }],
  // It, and what runs of it.
  ['disable-workflow', { content: 0, others: 2 }],
  ['enable-workflow', { content: 0, others: 1 }],
  ['deny-token-request', { content: 0, others: 1 }],
  ['revoke-token', { content: 0, others: 1 }],
  // A tree, a commit, a branch, the pull request.
  ['policy-proposal', { content: 4, others: 0 }],
  // Blobs of three files that are written, a tree, a commit, a branch, the pull request.
  ['remediation-pull-request', { content: 7, others: 0 }],
])

/**
 * How much is written for a plan, about: what is found done takes nothing, and a long text may take one more. Pure.
 * @param repositoriesInOne how many are given to an installation, or taken from it, by one request
 */
export function writesOf(
  effects: readonly { readonly action: EffectAction }[],
  repositoriesInOne: number,
): WritesOfPlan {
  const own: PacedWrite[] = []
  const connections = new Map<string, number>()
  const values = new Map<string, number>()
  const switched = new Set(
    effects.flatMap(({ action }) => (action.kind === 'select' ? [action.installation] : [])),
  )
  for (const { action } of effects) {
    const { kind } = action
    if (kind === 'connect' || kind === 'disconnect') {
      // What a switch takes, it takes in its one call.
      if (kind === 'disconnect' && switched.has(action.installation)) continue
      const batch = `${kind} ${action.installation}`
      connections.set(batch, (connections.get(batch) ?? 0) + 1)
      continue
    }
    if (kind === 'set-property' || kind === 'clear-property') {
      const value = kind === 'set-property' ? action.value : ''
      values.set(value, (values.get(value) ?? 0) + 1)
      continue
    }
    const { content, others } = requests.get(kind) ?? { content: 1, others: 0 }
    own.push(...times(content, { makesContent: true, share: shareOf(kind) }))
    own.push(...times(others, { makesContent: false, share: shareOf(kind) }))
  }
  const few = { makesContent: false, share: 1 }
  own.push(...times(callsFor(values, mostInOnePropertyCall), few))
  return { own, means: times(callsFor(connections, repositoriesInOne) + switched.size, few) }
}

const callsFor = (batches: ReadonlyMap<string, number>, inOne: number): number =>
  [...batches.values()].reduce((sum, count) => sum + Math.ceil(count / inOne), 0)

const times = (count: number, write: PacedWrite): readonly PacedWrite[] =>
  Array.from({ length: count }, () => write)

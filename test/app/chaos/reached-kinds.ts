import type { AuditKind } from '../../../app/enforcement/audit/event.ts'
import type { EffectKind } from '../../../app/enforcement/effects/effect-action.ts'
import type { ReachedKind } from './chaos-program.ts'

/** What a story has to make at least once, or it proves nothing of it. */
export const expectedKinds: readonly EffectKind[] = [
  'connect',
  'disconnect',
  'select',
  'give-secret',
  'drop-secret',
  'disable-workflow',
  'enable-workflow',
  'deny-token-request',
  'revoke-token',
  'define-property',
  'set-property',
  'show-decision',
  'keep-ruleset',
  'undo',
  'owner-notice',
  'manual-steps',
  'comment',
  'open-issue',
  'issue-state',
  'remediation-pull-request',
  'quarantine',
  'check-run',
  'pull-comment',
  'policy-proposal',
]

/** What people have to come to at least once. */
export const expectedEvents: readonly AuditKind[] = [
  'approval.given',
  'button.pressed',
  'exception.given',
  'organization.leaving',
  'organization.staying',
  'wave.undone',
]

/** Kinds of events that the log has none of. Pure. */
export const unreachedEvents = (events: ReadonlyMap<string, number>): readonly string[] =>
  expectedEvents.filter((kind) => !events.has(kind))

/** How often each kind of event is in the log, in one line. Pure. */
export const eventsLine = (events: ReadonlyMap<string, number>): string =>
  [...events]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')

/** Kinds that were never made by the program. Pure. */
export const unreachedKinds = (kinds: readonly ReachedKind[]): readonly string[] =>
  expectedKinds.filter((kind) => !kinds.some((one) => one.kind === kind && one.state === 'applied'))

const states = ['applied', 'already-so', 'withdrawn', 'failed', 'held', 'manual', 'planned'] as const

/** How many effects of each kind came to which end, as lines of a table. Pure. */
export function reachedTable(kinds: readonly ReachedKind[]): readonly string[] {
  const names = [...new Set([...expectedKinds, ...kinds.map(({ kind }) => kind)])]
  const widest = Math.max(...names.map((name) => name.length))
  const row = (name: string, cells: readonly (string | number)[]): string =>
    [name.padEnd(widest), ...cells.map((cell) => String(cell).padStart(10))].join(' ')
  return [
    row('', [...states, 'tried', 'again']),
    ...names.map((name) => {
      const own = kinds.filter(({ kind }) => kind === name)
      const sum = (count: (one: ReachedKind) => number): number =>
        own.reduce((all, one) => all + count(one), 0)
      return row(name, [
        ...states.map((state) => sum((one) => (one.state === state ? one.count : 0))),
        sum(({ attempts }) => attempts),
        sum(({ again }) => again),
      ])
    }),
  ]
}

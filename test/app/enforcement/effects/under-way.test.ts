import { expect, test } from 'vitest'
import type { EffectAction } from '../../../../app/enforcement/effects/effect-action.ts'
import { stillWanted } from '../../../../app/enforcement/effects/under-way.ts'
import { shippedPolicy } from '../../../../policies/shipped.ts'

const changes = { ...shippedPolicy('observe-all').changes, property: true, workflows: true }
const value = (value: 'allowed' | 'denied'): EffectAction => ({ kind: 'set-property', githubId: 7, value })

const kept = (
  open: readonly { readonly action: EffectAction; readonly attempts: number }[],
  over: { readonly changes?: typeof changes; readonly mode?: 'enforce' | 'notify' } = {},
): readonly EffectAction[] =>
  stillWanted(
    {
      access: 'given-back',
      decision: { mode: over.mode ?? 'enforce', outcome: 'allowed' },
      policy: { changes: over.changes ?? changes },
      open: open.map((one) => ({ ...one, reason: 'as was planned', policy: null })),
      isRead: true,
    },
    [],
  ).map(({ action }) => action)

// Found by chaos: GitHub tells of the value that was set before it is recorded that it was, and then nobody wanted it any more.
test('a value of the property that was sent is no value that nobody wants', () => {
  expect(kept([{ action: value('allowed'), attempts: 1 }])).toEqual([value('allowed')])
})

test('what was not sent, says something else by now, or is switched off, is left to the plan', () => {
  expect(kept([{ action: value('allowed'), attempts: 0 }])).toEqual([])
  expect(kept([{ action: value('denied'), attempts: 1 }])).toEqual([])
  const sent = [{ action: value('allowed'), attempts: 1 }]
  expect(kept(sent, { changes: { ...changes, property: false } })).toEqual([])
  expect(kept(sent, { mode: 'notify' })).toEqual([])
})

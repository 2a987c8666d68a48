import { expect, test } from 'vitest'
import { isLet } from '../../../../app/enforcement/effects/effect-traits.ts'
import { shippedPolicy } from '../../../../policies/shipped.ts'

// Found by chaos: what a policy had switched off was still made, until the decisions that withdrew it were made.
test('what a policy switches off is not made, and people are answered whatever it says', () => {
  const { changes } = shippedPolicy('observe-all')
  const off = { changes, notifications: { issues: false } }
  const on = { changes: { ...changes, property: true }, notifications: { issues: true } }
  expect((['set-property', 'owner-notice', 'manual-steps'] as const).map((kind) => isLet(kind, off))).toEqual(
    [false, false, false],
  )
  expect((['set-property', 'owner-notice', 'drop-secret'] as const).map((kind) => isLet(kind, on))).toEqual([
    true,
    true,
    false,
  ])
  expect((['comment', 'undo', 'need-permission'] as const).map((kind) => isLet(kind, off))).toEqual([
    true,
    true,
    true,
  ])
})

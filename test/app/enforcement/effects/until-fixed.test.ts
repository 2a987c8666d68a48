import { expect, test } from 'vitest'
import { disconnectAt } from '../../../../app/enforcement/effects/until-fixed.ts'
import type { KnownFinding } from '../../../../app/enforcement/findings/known-finding.ts'
import type { Finding } from '../../../../scanner/engine/finding.ts'

const setting = { graceHours: { critical: 4, high: 24 }, paths: 'any' } as const
const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 26, hour))

const finding = (
  place: Partial<Finding>,
  over: Partial<Pick<KnownFinding, 'state' | 'path' | 'changedAt' | 'firstSeenAt'>> = {},
) => ({
  state: 'open' as const,
  path: 'app/.env',
  firstSeenAt: at(0),
  changedAt: at(0),
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of a place has no say here
  places: [{ severity: 'critical', confidence: 'high', ...place } as Finding],
  ...over,
})
const never = () => false

test('the first grace that ends counts', () => {
  const findings = [finding({ severity: 'high' }), finding({}, { changedAt: at(2) })]
  expect(disconnectAt(findings, setting, never)).toEqual(at(6))
})

test('what is fixed at the tip alone counts from when it was first seen', () => {
  const fixed = finding({}, { state: 'fixed-at-tip', firstSeenAt: at(1), changedAt: at(9) })
  expect(disconnectAt([fixed], setting, never)).toEqual(at(5))
})

test.each([
  ['low confidence', finding({ confidence: 'low' })],
  ['a severity that is not named', finding({ severity: 'medium' })],
  ['what was settled', finding({}, { state: 'false-positive' })],
  ['what was rotated', finding({}, { state: 'rotated' })],
  ['what is gone', finding({}, { state: 'gone' })],
])('%s never disconnects', (_, one) => {
  expect(disconnectAt([one], setting, never)).toBeUndefined()
})

test('without the setting nothing does', () => {
  expect(disconnectAt([finding({})], undefined, never)).toBeUndefined()
})

test('in a monorepo a place with owners of its own, or one that nobody knows of, does not disconnect all', () => {
  const whole = { ...setting, paths: 'whole-repository' } as const
  expect(disconnectAt([finding({})], whole, never)).toEqual(at(4))
  expect(disconnectAt([finding({})], whole, () => true)).toBeUndefined()
  expect(disconnectAt([finding({})], whole, () => undefined)).toBeUndefined()
  expect(disconnectAt([finding({})], setting, () => true)).toEqual(at(4))
})

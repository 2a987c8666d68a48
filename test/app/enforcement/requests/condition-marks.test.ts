import { expect, test } from 'vitest'
import {
  conditionMark,
  conditionsIn,
  withConditions,
} from '../../../../app/enforcement/requests/condition-marks.ts'

const one = { request: '7', by: '00000000-0000-4000-8000-000000000001' }
const other = { request: '8', by: '00000000-0000-4000-8000-000000000002' }

test('a text names whose conditions it tells, and what they wrote stands in it only once it is sent', () => {
  const text = `First: ${conditionMark(one)} Then: ${conditionMark(other)}`
  expect(conditionsIn(text)).toEqual([one, other])
  const written = new Map([[conditionMark(one), `Untrack it, and ${conditionMark(other)}`]])
  // What somebody wrote is no mark of ours, whatever it looks like.
  expect(withConditions(text, written)).toBe(
    `First: Untrack it, and ${conditionMark(other)} Then: It is no more there to be read.`,
  )
})

test.each(['{condition:7}', '{condition:7:nobody}', '{condition::}', 'condition:7'])('%s is none', (text) => {
  expect(conditionsIn(text)).toEqual([])
  expect(withConditions(text, new Map())).toBe(text)
})

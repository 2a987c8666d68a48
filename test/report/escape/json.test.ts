import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDocument, jsonLine } from '../../../report/escape/json.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'

test('separators, controls and format characters are written as escapes', () => {
  expect(jsonLine('\u2028\u2029\x9b\u202e\u{e0041}')).toBe('"\\u2028\\u2029\\u009b\\u202e\\udb40\\udc41"')
})

test('one line that parses to the same value, with nothing in it that acts', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, hostileText), hostileText, (object, text) => {
      const value = { object, text }
      const line = jsonLine(value)
      expect(line).not.toMatch(actingCharacters)
      expect(line).not.toContain('##[')
      expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(JSON.parse(jsonDocument(value))).toEqual(JSON.parse(line))
    }),
    proofRuns,
  )
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeSarifMessage } from '../../../report/escape/sarif-message.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'

test('placeholders and links become text', () => {
  expect(escapeSarifMessage('{0} [a](1) \\')).toBe('{{0}} \\[a\\](1) \\\\')
})

test('no placeholder and no link survives', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const message = escapeSarifMessage(text)
      expect(message).not.toMatch(actingCharacters)
      expect(message.replaceAll(/\{\{|\}\}|\\./gs, '')).not.toMatch(/[{}[\]\\]/)
    }),
    proofRuns,
  )
})

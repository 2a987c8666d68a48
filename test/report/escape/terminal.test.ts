import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeTerminal, escapeTerminalLine } from '../../../report/escape/terminal.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'

test('shows what a terminal would obey', () => {
  expect(escapeTerminal('a\x1b[31mred\n\tb\r\x9b\x7f')).toBe('a\\x1b[31mred\\n\\tb\\r\\x9b\\x7f')
})

test('shows what reorders or hides text', () => {
  expect(escapeTerminal('\u202egnp.exe\u200b\u{e0041}\ud800')).toBe('\\u202egnp.exe\\u200b\\u{e0041}\\ud800')
})

test('keeps letters of every script, combining marks and symbols', () => {
  const text = 'Übergröße e\u0301 界 ключ 🔑 C:\\a'
  expect(escapeTerminal(text)).toBe(text)
})

test('a line loses its indentation only', () => {
  expect(escapeTerminalLine('\t  key:\tvalue \x1b')).toBe('key: value \\x1b')
})

test('nothing that acts survives, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeTerminal(text)
      expect(escaped).not.toMatch(actingCharacters)
      expect(escapeTerminal(escaped)).toBe(escaped)
    }),
    proofRuns,
  )
})

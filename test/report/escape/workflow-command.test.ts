import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  escapeCommandData,
  escapeCommandProperty,
  escapeLogLine,
} from '../../../report/escape/workflow-command.ts'
import { hostileText, proofRuns } from '../hostile-text.ts'

/** As the runner reads it: per cent signs last, so that `%250A` is not a line end. */
const decode = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')

test('a property can hold a path with every separator', () => {
  expect(escapeCommandProperty('a,b:c\n%')).toBe('a%2Cb%3Ac%0A%25')
})

test('a printed line is no command', () => {
  expect(escapeLogLine('  ::stop-commands::x')).toBe('  \\::stop-commands::x')
  expect(escapeLogLine('a ##[add-mask]b')).toBe('a ##\\[add-mask]b')
  expect(escapeLogLine('std::vector')).toBe('std::vector')
})

test('one command stays one command, and reads back', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (file, message) => {
      const command = `::error file=${escapeCommandProperty(file)},line=1::${escapeCommandData(message)}`
      const read = /^::error file=([^,:\r\n]*),line=1::([^\r\n]*)$/.exec(command)
      expect(decode(read?.[1] ?? '')).toBe(file)
      expect(decode(read?.[2] ?? '')).toBe(message)
    }),
    proofRuns,
  )
})

test('no line is a command for the runner', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const line = escapeLogLine(text)
      expect(line.trimStart().startsWith('::')).toBe(false)
      expect(line).not.toContain('##[')
    }),
    proofRuns,
  )
})

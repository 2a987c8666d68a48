import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeUriPath } from '../../../report/escape/uri.ts'
import { hostileText, proofRuns } from '../hostile-text.ts'

test('keeps folders apart and encodes the rest', () => {
  expect(escapeUriPath('a b/c:d?e#f/100%.env')).toBe('a%20b/c%3Ad%3Fe%23f/100%25.env')
})

test('is a relative reference without query or fragment that decodes to the path', () => {
  fc.assert(
    fc.property(hostileText, (path) => {
      const uri = escapeUriPath(path)
      expect(uri).toMatch(/^[A-Za-z0-9\-._~%/]*$/)
      expect(decodeURIComponent(uri)).toBe(path.replace(/\p{Surrogate}/gu, '\ufffd'))
    }),
    proofRuns,
  )
})
